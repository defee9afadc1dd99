// The first walk with commands alone, from a fresh home without accounts; the console then shows each effect, and the other way round.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { command, LAUNCHER, longCommand, PATIENCE_MS, start, until } from '../support/product.js';
import { click, enrol, enrolment, giveCode, launch, signIn, visitor } from '../support/browser.js';
import { oathtool, readQr } from '../support/phone.js';

const RUTH = { login: 'ruth', password: 'four quiet horses graze' };
const OLGA = { login: 'olga', password: 'a corporal of horse' };

let product, browser, admin, olga;

before(async () => {
  product = await start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

function done(...words) {
  const ended = command(product, words);
  assert.deepEqual([ended.code, ended.err], [0, []], `${words.join(' ')}: ${JSON.stringify(ended)}`);
  return ended.out;
}

const json = (...words) => JSON.parse(done(...words, '--json').join('\n'));
const shown = async path => {
  await admin.goto(product.url + path);
  return admin.locator('main').innerText();
};

test('the host makes the first administrator, and the printed link is good for nothing then', async () => {
  assert.match(done('status')[0], /disabled/);
  const created = command(product, ['users', 'create', 'ruth', '--display-name', 'Ruth Root', '--password-file', '-'], { input: `${RUTH.password}\n` });
  assert.equal(created.code, 0, created.err.join('\n'));
  done('administrators', 'add', '--user', 'ruth');
  const [, link] = product.printed.match(/^create the administrator at: (\S+)$/m);
  assert.equal((await fetch(link)).status, 404);
});

test('a group with a user is put on the list, two-factor is enabled, and the reason is told', () => {
  const created = command(product, ['users', 'create', 'olga', '--display-name', 'Olga Example', '--password-file', '-'], { input: `${OLGA.password}\n` });
  assert.equal(created.code, 0, created.err.join('\n'));
  done('groups', 'create', 'Night shift');
  done('groups', 'add', 'Night shift', 'olga');
  done('members', 'add', '--group', 'Night shift');
  assert.deepEqual(done('enable'), ['Two-factor is enabled.']);
  assert.match(done('why', 'olga').join(' '), /needs a code.*Night shift/);
  assert.match(done('token', 'create', 'help desk', '--scope', 'operate', '--days', '2')[0], /^sallyport_\S{43}$/);
});

test('that administrator signs in with password, QR code and code', async () => {
  admin = await visitor(browser);
  await signIn(admin, product.url, RUTH, '/console/');
  await admin.waitForURL('**/signin/enrol*');
  const { key, uri } = await enrolment(admin);
  assert.equal(readQr(await admin.screenshot({ fullPage: true })), uri);
  await giveCode(admin, oathtool(key));
  await admin.waitForURL(product.url + '/console/');
});

test('the console shows every effect', async () => {
  assert.match(await admin.locator('.status').innerText(), /enabled/);
  assert.match(await shown('/console/members'), /Night shift/);
  await click(admin.locator('a[href*="/members/group?"]'));
  assert.match(await admin.locator('main').innerText(), /Olga Example/);
  assert.match(await shown('/console/reset'), /Ruth Root/);
  for (const name of [/Ruth Root/, /Olga Example/, /Night shift/]) {
    assert.match(await shown('/console/accounts'), name);
  }
  assert.match(await shown('/console/settings/administrators'), /Ruth Root/);
  assert.match(await shown('/console/settings/tokens'), /help desk[^]*host/);
  const log = await admin.goto(product.url + '/console/log').then(() => admin.locator('#results').innerText());
  assert.match(log, /host/);
  assert.match(log, /Night shift/);
});

test('whoever sets up a phone is seen by the commands at once, and a reset by a command is felt in the browser', async () => {
  olga = await visitor(browser);
  const follow = longCommand(product, ['log', '--since', '1s', '--follow', '--json']);
  const key = await enrol(olga, product.url, OLGA);
  await until('the enrolment is in the followed log', () => /"action":"enrol[^\n]*olga/.test(follow.said()));
  await follow.end();
  assert.ok(json('users', 'show', 'olga').standing.enrolledAt);
  assert.deepEqual(json('sessions', 'list', 'olga').items.map(session => session.factors), [['password', 'totp']]);
  done('reset', 'olga');
  await olga.goto(product.url + '/');
  assert.equal(await olga.locator('#username').count(), 1);
  await signIn(olga, product.url, OLGA);
  await olga.waitForURL('**/signin/enrol*');
  assert.notEqual((await enrolment(olga)).key, key);
  assert.match(await shown('/console/log?q=olga'), /host/);
});

test('what the console does, the commands show', async () => {
  await admin.goto(product.url + '/console/accounts/new-user');
  await admin.locator('input[name=login]').fill('rosa');
  await admin.locator('input[name=displayName]').fill('Rosa Example');
  for (const field of await admin.locator('input[type=password]').all()) {
    await field.fill('seven sober saddlers sew');
  }
  await click(admin.locator('main form button.primary'));
  assert.equal(json('users', 'show', 'rosa').displayName, 'Rosa Example');

  await admin.goto(product.url + '/console/settings');
  await admin.locator('#issuer').fill('Example Ltd');
  await click(admin.locator('main form button.primary'));
  assert.deepEqual(done('settings', 'get', 'issuer'), ['Example Ltd']);

  await admin.goto(product.url + '/console/settings/tokens');
  await click(admin.locator('tr', { hasText: 'help desk' }).locator('a[href*=revoke]'));
  await click(admin.locator('form.confirm button.primary'));
  assert.deepEqual(json('token', 'list').items, []);

  await admin.goto(product.url + '/console/members');
  await admin.locator('tr', { hasText: 'Night shift' }).locator('input[name=id]').check();
  await click(admin.locator('button[value=remove]'));
  await click(admin.locator('form.confirm button.primary'));
  assert.deepEqual(json('members', 'list').items, []);
  assert.match(done('why', 'olga').join(' '), /needs no code/);

  await admin.goto(product.url + '/console/');
  await click(admin.locator('.status .toggle'));
  await click(admin.locator('form.confirm button.primary'));
  await until('it is off', () => !json('status').enabled);
  const events = done('log', '--since', '1h', '--json').map(line => JSON.parse(line));
  assert.deepEqual(events.filter(event => event.action === 'two-factor-off').map(event => [event.actor, event.door]), [['ruth', 'console']]);
});

test('zsh completes commands and options at the keyboard', () => {
  const keyboard = String.raw`
zmodload zsh/zpty
zpty shell 'zsh -f -i'
expect() { zpty -r shell seen "*$1*" || exit 1 }
zpty -w shell 'source <(sallyport completion zsh) && echo "load""ed"'
expect loaded
zpty -n -w shell $'sallyport memb\t'
expect members
zpty -n -w shell $'re\t'
expect remove
zpty -n -w shell $'--gr\t'
expect --group
zpty -d shell`;
  const zsh = spawnSync('zsh', ['-f', '-c', keyboard],
    { encoding: 'utf8', timeout: PATIENCE_MS, env: { ...process.env, PATH: `${dirname(LAUNCHER)}:${process.env.PATH}` } });
  assert.equal(zsh.status, 0, `${zsh.stdout}${zsh.stderr}`);
});
