// An administrator's and a user's first quarter of an hour, step by step as the README tells it.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { start } from '../support/product.js';
import { click, enrol, enrolment, giveCode, has, launch, signIn, visitor } from '../support/browser.js';
import { keepassxc, oathtool, otpauth, readQr, withinOneStep } from '../support/phone.js';

let product, browser, admin, grace, graceKey, usedCode;

before(async () => {
  product = await start('--demo');
  browser = await launch();
  admin = await visitor(browser);
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

const path = page => new URL(page.url()).pathname;

test('the demo prints a dozen accounts in four groups, the administrator among them', () => {
  const accounts = Object.values(product.accounts);
  assert.equal(accounts.length, 12);
  assert.equal(new Set(accounts.flatMap(account => account.groups)).size, 4);
  assert.deepEqual(product.accounts.ada.groups, ['Administrators']);
});

test('two-factor off: the password lets everybody in', async () => {
  grace = await visitor(browser);
  await signIn(grace, product.url, product.accounts.grace);
  await has(grace, /Grace Hopper/);
  assert.equal(path(grace), '/');
});

test('the console asks the administrator for a code of their own, the first time by enrolling', async () => {
  await enrol(admin, product.url, product.accounts.ada, '/console/');
  await has(admin, /disabled/);
});

test('somebody who is no administrator is told so', async () => {
  const response = await grace.goto(product.url + '/console/');
  assert.equal(response.status(), 403);
});

test('the status bar shows a red cross, and the licence beside it', async () => {
  assert.equal(await admin.locator('.status .toggle.bad, .status .toggle.off').count(), 1);
  await has(admin, /Apache-2\.0/);
});

test('users and groups are picked by searching as one types, several at once', async () => {
  await admin.goto(product.url + '/console/members');
  await has(admin, /nobody|no one|empty/i);
  await click(admin.locator('a[href="/console/members/add"]').first());
  await admin.locator('input[type=search]').pressSequentially('eng');
  await admin.locator('#results label', { hasText: 'Engineering' }).locator('input').check();
  await admin.locator('input[type=search]').fill('');
  await admin.locator('input[type=search]').pressSequentially('grac');
  await admin.locator('#results label', { hasText: 'Grace Hopper' }).locator('input').check();
  await click(admin.locator('button[value=add]'));
  await admin.waitForURL('**/console/members*');
  await has(admin, /Engineering/);
  await has(admin, /Grace Hopper/);
  await has(admin, /7 people/);
});

test('what is on the list is marked in the picker', async () => {
  await admin.goto(product.url + '/console/members/add?q=grace');
  assert.equal(await admin.locator('#results label', { hasText: 'Grace Hopper' }).locator('input').isDisabled(), true);
});

test('a click toggles, after a confirmation that says what will happen to how many', async () => {
  await admin.goto(product.url + '/console/');
  await click(admin.locator('.status .toggle'));
  await has(admin, /7 people/);
  await click(admin.locator('form.confirm button.primary'));
  await has(admin, /enabled/);
});

test("the open session of somebody on the list is challenged at its next request, and keeps its QR code over reloads", async () => {
  await grace.goto(product.url + '/');
  await grace.waitForURL('**/signin/enrol*');
  const first = await enrolment(grace);
  await grace.reload();
  assert.deepEqual(await enrolment(grace), first);
  await giveCode(grace, '000000');
  assert.deepEqual(await enrolment(grace), first);
});

test('every new sign-in shows a new secret', async () => {
  const again = await visitor(browser);
  await signIn(again, product.url, product.accounts.grace);
  await again.waitForURL('**/signin/enrol*');
  assert.notEqual((await enrolment(again)).key, (await enrolment(grace)).key);
  await again.context().close();
});

test('the activation page says what this is and which apps do it', async () => {
  for (const words of [/Authy/, /Google Authenticator/, /Microsoft Authenticator/]) {
    await has(grace, words);
  }
});

test('a camera reads the QR code off the screen, and independent programs agree on the code', async () => {
  const { uri, key } = await enrolment(grace);
  const seen = readQr(await grace.screenshot({ fullPage: true }));
  assert.equal(seen, uri);
  assert.match(await grace.locator('#key').innerText(), /^(\S{4}\s+)+\S{1,4}$/);
  const [code, ...others] = withinOneStep(() => [oathtool(key), keepassxc(uri), otpauth(uri)]);
  assert.deepEqual(others, [code, code]);
  await giveCode(grace, `${code.slice(0, 3)} ${code.slice(3)}`);
  await grace.waitForURL(product.url + '/');
  await has(grace, /Grace Hopper/);
  graceKey = key;
  usedCode = code;
});

test('from then on: password, then code; a used or wrong one is told apart in plain words', async () => {
  await click(grace.locator('form[action="/signout"] button'));
  await signIn(grace, product.url, product.accounts.grace);
  await grace.waitForURL('**/signin/code*');
  const response = grace.waitForResponse(found => found.request().method() === 'POST');
  await giveCode(grace, usedCode);
  assert.equal((await response).status(), 401);
  await has(grace, /already used/);
  await giveCode(grace, '000000');
  await has(grace, /not right|wrong/i);
  await signIn(grace, product.url, product.accounts.grace, '/signin?again');
  await giveCode(grace, oathtool(graceKey, 1));
  await grace.waitForURL(product.url + '/');
  await has(grace, /1 wrong code/);
});

test('home says who I am, when and from where I last signed in, and where remote sessions will stand', async () => {
  await has(grace, /grace/);
  await has(grace, /127\.0\.0\.1/);
  await has(grace, /applications or desktops/i);
});

test('the list says who is enrolled', async () => {
  await admin.goto(product.url + '/console/members');
  assert.match(await admin.locator('tr', { hasText: 'Grace Hopper' }).innerText(), /enrolled/i);
  await click(admin.locator('tr', { hasText: 'Engineering' }).locator('a[href*="/members/group?"]'));
  await has(admin, /Mary Keller/);
});

test('a reset is confirmed by name, ends the sessions, and the next sign-in shows a new QR code', async () => {
  await admin.goto(product.url + '/console/reset?q=grace');
  await admin.locator('tr', { hasText: 'Grace Hopper' }).locator('input[name=id]').check();
  await click(admin.locator('button[value=reset]'));
  await has(admin, /Grace Hopper/);
  await click(admin.locator('form.confirm button.primary'));
  await grace.goto(product.url + '/');
  assert.equal(await grace.locator('#username').count(), 1);
  await signIn(grace, product.url, product.accounts.grace);
  await grace.waitForURL('**/signin/enrol*');
  assert.notEqual((await enrolment(grace)).key, graceKey);
});

test('removing asks by name; then the password suffices again', async () => {
  await admin.goto(product.url + '/console/members');
  for (const name of ['Engineering', 'Grace Hopper']) {
    await admin.locator('tr', { hasText: name }).locator('input[name=id]').check();
  }
  await click(admin.locator('button[value=remove]'));
  await has(admin, /Engineering/);
  await has(admin, /Grace Hopper/);
  await click(admin.locator('form.confirm button.primary'));
  await signIn(grace, product.url, product.accounts.grace);
  await grace.waitForURL(product.url + '/');
});

test('somebody who is only throttled is unlocked beside the reset', async () => {
  const alan = await visitor(browser);
  await alan.goto(product.url + '/');
  for (let i = 0; i < 7; i++) {
    await signIn(alan, product.url, { login: 'alan', password: 'not the password' });
  }
  await has(alan, /too many/i);
  await admin.goto(product.url + '/console/reset?q=alan');
  await click(admin.locator('tr', { hasText: 'Alan Turing' }).locator('a[href*="unlock"]'));
  await click(admin.locator('form.confirm button.primary'));
  await signIn(alan, product.url, product.accounts.alan);
  await has(alan, /Alan Turing/);
  await alan.context().close();
});

test('accounts: create, put into a group, rename, disable, set a password, delete by name', async () => {
  const password = 'four quiet horses graze';
  await admin.goto(product.url + '/console/accounts');
  await click(admin.locator('a[href*="new-user"]'));
  await admin.locator('input[name=login]').fill('rosa');
  await admin.locator('input[name=displayName]').fill('Rosa Example');
  for (const field of await admin.locator('input[type=password]').all()) {
    await field.fill(password);
  }
  await click(admin.locator('main form button.primary'));
  await has(admin, /Rosa Example/);
  const page = admin.url();
  const rosa = await visitor(browser);
  await signIn(rosa, product.url, { login: 'rosa', password });
  await has(rosa, /Rosa Example/);

  await admin.goto(product.url + '/console/accounts?q=rosa');
  await click(admin.locator('#results a', { hasText: 'Rosa Example' }));
  await admin.locator('form[action="/console/accounts/rename"] input[name=displayName]').fill('Rosa Renamed');
  await click(admin.locator('form[action="/console/accounts/rename"] button'));
  await has(admin, /Rosa Renamed/);
  await click(admin.locator('form[action="/console/accounts/access"] button'));
  await rosa.goto(product.url + '/');
  assert.equal(await rosa.locator('#username').count(), 1, page);
  await admin.goto(product.url + '/console/accounts?q=rosa');
  await click(admin.locator('#results a', { hasText: 'Rosa Renamed' }));
  await click(admin.locator('a[href*="/console/accounts/delete"]'));
  await has(admin, /Rosa Renamed/);
  await click(admin.locator('form.confirm button.primary'));
  await admin.goto(product.url + '/console/accounts?q=rosa');
  assert.equal(await admin.locator('#results a', { hasText: 'Rosa' }).count(), 0);
  await rosa.context().close();
});

test('the sign-in log says who, from where, through which door, what came of it and why, newest first', async () => {
  await admin.goto(product.url + '/console/log');
  const first = admin.locator('#results tbody tr').first();
  assert.match(await first.innerText(), /127\.0\.0\.1|console/);
  await admin.locator('input[type=search]').fill('grace');
  await click(admin.locator('.searchbox button'));
  await has(admin, /already used|used already/i);
});

test('a setting that makes no sense is refused beside its field, and a good one is kept', async () => {
  await admin.goto(product.url + '/console/settings');
  await admin.locator('[id="totp.window"]').evaluate(field => { field.type = 'text'; });
  await admin.locator('[id="totp.window"]').fill('99');
  await click(admin.locator('main form button.primary'));
  assert.equal(await admin.locator('[id="totp.window"][aria-invalid=true]').count(), 1);
  await admin.locator('[id="totp.window"]').fill('1');
  await admin.locator('[id="issuer"]').fill('Example Ltd');
  await click(admin.locator('main form button.primary'));
  assert.equal(await admin.locator('[id="issuer"]').inputValue(), 'Example Ltd');
});

test('signing out ends the session', async () => {
  await click(admin.locator('form[action="/signout"] button'));
  await admin.goto(product.url + '/console/');
  assert.equal(await admin.locator('#username').count(), 1);
});
