// Doors, gates and applications, as an administrator sets them up and as a user meets them.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { start } from '../support/product.js';
import { click, enrol, has, launch, signIn, visitor } from '../support/browser.js';

let product, browser, admin, grace, key;

before(async () => {
  product = await start('--demo');
  browser = await launch();
  admin = await visitor(browser);
  await enrol(admin, product.url, product.accounts.ada, '/console/');
  grace = await visitor(browser);
  await signIn(grace, product.url, product.accounts.grace);
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

const main = page => page.locator('main');
const door = name => admin.locator(`#door-${name}`);

async function ask(path, fields) {
  const answer = await fetch(`${product.url}/access/${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: new URLSearchParams({ channel: 'rdp', address: '', nonce: 'a-nonce-of-16-letters', ...fields }),
  });
  return `${answer.status} ${(await answer.text()).split('\n')[1]}`;
}

test('every door is there, and nobody can use Remote Desktop before there is a gate', async () => {
  await admin.goto(product.url + '/console/');
  await click(admin.locator('nav a', { hasText: 'Doors' }));
  assert.match(await door('portal').innerText(), /Both factors/);
  assert.match(await door('console').innerText(), /Both factors/);
  assert.match(await door('rdp').innerText(), /Closed/);
  assert.match(await door('forward-auth').innerText(), /Both factors/);
});

test('a gate is added, and its key is shown once', async () => {
  await click(admin.locator('a', { hasText: 'Gates' }));
  await has(admin, /No gates yet/);
  await click(admin.locator('a', { hasText: 'Add a gate' }).first());
  await admin.locator('#name').fill('desk-7');
  await click(admin.locator('form.card button.primary'));
  key = (await admin.locator('#key').innerText()).trim();
  assert.match(key, /^[A-Za-z0-9_-]{43}$/);
  await has(admin, /\/etc\/sallyport\/gate\.key/);
  await click(admin.locator('a', { hasText: 'Done' }));
  await has(admin, /desk-7/);
  assert.ok(!(await admin.content()).includes(key));
});

test('the gate asks: whoever needs two factors is refused, the others come in', async () => {
  assert.equal(await ask('decide', { login: 'grace' }), '200 reason: not-protected');
  await admin.goto(product.url + '/console/members/add');
  await admin.locator('#results label', { hasText: 'Engineering' }).locator('input').check();
  await click(admin.locator('button[value=add]'));
  await admin.goto(product.url + '/console/');
  await click(admin.locator('.status .toggle'));
  await click(admin.locator('form.confirm button.primary'));
  assert.equal(await ask('decide', { login: 'grace' }), '403 reason: needs-two-factors');
  assert.equal(await ask('decide', { login: 'annie' }), '200 reason: not-protected');
  assert.equal(await ask('decide', { login: 'nobody' }), '403 reason: unknown');
});

test('a door that is opened to everybody asks first, and is red', async () => {
  await admin.goto(product.url + '/console/doors');
  assert.match(await door('rdp').innerText(), /A ticket from the portal/);
  await door('rdp').locator('select').selectOption('ALLOW');
  await click(door('rdp').locator('button', { hasText: 'Save' }));
  await has(admin, /Open Remote Desktop to everybody\?/);
  await click(admin.locator('form.confirm button.primary'));
  assert.equal(await door('rdp').locator('.badge.bad').count(), 1);
  assert.match(await door('rdp').innerText(), /One factor only/);
  assert.equal(await ask('decide', { login: 'grace' }), '200 reason: open-channel');
  await click(door('rdp').locator('button', { hasText: 'Test' }));
  assert.match(await door('rdp').innerText(), /with the right password alone: let in/);
  await click(door('rdp').locator('a', { hasText: 'Back to the default' }));
  await click(admin.locator('form.confirm button.primary'));
  assert.equal(await door('rdp').locator('.badge.bad').count(), 0);
  assert.equal(await ask('decide', { login: 'grace' }), '403 reason: needs-two-factors');
});

test('applications are added: one for everybody, one for a group, and a desktop', async () => {
  await admin.goto(product.url + '/console/applications/new?kind=web');
  await admin.locator('#name').fill('Wiki');
  await admin.locator('#address').fill('https://wiki.example/');
  await click(admin.locator('form.card button.primary'));
  await has(admin, /The application is saved/);
  await admin.goto(product.url + '/console/applications/new?kind=web');
  await admin.locator('#name').fill('Builds');
  await admin.locator('#address').fill('https://builds.example/');
  await admin.locator('#stepUp').fill('15');
  await admin.locator('input[value=chosen]').check();
  await click(admin.locator('form.card button.primary'));
  await admin.locator('#results label', { hasText: 'Engineering' }).locator('input').check();
  await click(admin.locator('button[value=add]'));
  await has(admin, /It is now for: Engineering/);
  await admin.goto(product.url + '/console/applications/new?kind=desktop');
  await admin.locator('#name').fill('Desk 7');
  await admin.locator('#address').fill('desk7.example');
  await admin.locator('#gate').selectOption({ label: 'desk-7' });
  await click(admin.locator('form.card button.primary'));
  await has(admin, /The application is saved/);
  await admin.goto(product.url + '/console/applications');
  await has(admin, /Wiki[\s\S]*Everybody who may sign in/);
});

test('whoever may use them finds them on their page, and a ticket that opens the gate once', async () => {
  const annie = await visitor(browser, { javaScriptEnabled: false });
  await signIn(annie, product.url, product.accounts.annie);
  await has(annie, /Wiki[\s\S]*wiki\.example/);
  assert.doesNotMatch(await main(annie).innerText(), /Builds/);
  await grace.context().clearCookies();
  await enrol(grace, product.url, product.accounts.grace);
  await has(grace, /Builds[\s\S]*Desk 7[\s\S]*Wiki/);
  await click(grace.locator('.tiles a', { hasText: 'Desk 7' }));
  const [download] = await Promise.all([grace.waitForEvent('download'), grace.locator('a', { hasText: 'Download' }).click()]);
  assert.equal(download.suggestedFilename(), 'Desk-7.rdp');
  assert.match(readFileSync(await download.path(), 'latin1'), /^full address:s:desk7\.example\r\nusername:s:grace\r\n/);
  await click(grace.locator('button', { hasText: 'Get a ticket' }));
  await has(grace, /Good once, within \d+ seconds, on Desk 7 only/);
  const ticket = (await grace.locator('#ticket').innerText()).trim();
  assert.equal(await ask('redeem', { login: 'annie', ticket: 'AAAAA-AAAAA-AAAAA-AAAAA' }), '403 reason: wrong-ticket');
  assert.equal(await ask('redeem', { login: 'grace', ticket }), '200 reason: ticket');
  assert.equal(await ask('redeem', { login: 'grace', ticket }), '403 reason: wrong-ticket');
});

test('every decision is in the log, and the doors page says when', async () => {
  await admin.goto(product.url + '/console/log');
  await has(admin, /one-time ticket/);
  await admin.goto(product.url + '/console/doors');
  assert.doesNotMatch(await door('rdp').innerText(), /Never/);
});

test('a gate that was removed opens nothing', async () => {
  await admin.goto(product.url + '/console/doors/gates');
  await click(admin.locator('a', { hasText: 'Remove' }));
  await has(admin, /Remove the gate desk-7\?/);
  await click(admin.locator('form.confirm button.primary'));
  assert.match(await ask('decide', { login: 'annie' }), /^401/);
});
