// The walk with the people a company already has: OpenLDAP, Active Directory (Samba), and accounts of this host.
import test, { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ROOT, startWith } from '../support/product.js';
import { activeDirectory, openLdap, PASSWORD, thisHost } from '../support/servers.js';
import { click, enrol, enrolment, giveCode, has, launch, PHONE, signIn, sound, visitor } from '../support/browser.js';
import { oathtool, readQr } from '../support/phone.js';

const MAKES = {
  'OpenLDAP': openLdap,
  'Active Directory': activeDirectory,
  'accounts of this host': () => thisHost(join(ROOT, 'distribution', 'target', 'sallyport', 'share', 'pam.d', 'sallyport')),
};

for (const [name, make] of Object.entries(MAKES)) {
  describe(name, () => {
    let server, product, browser, admin, bob, key;
    const text = page => page.locator('main').innerText();
    const person = login => ({ login, password: PASSWORD });

    before(async () => {
      server = await make();
      product = await startWith({ prepare: server.configure, inside: server.inside }, '--demo');
      browser = await launch();
      admin = await visitor(browser);
      await enrol(admin, product.url, product.accounts.ada, '/console/');
    });

    after(async () => {
      await browser?.close();
      await product?.stop();
      await server?.stop();
    });

    test('the console says that the directory answers, and what the test of the connection found', async () => {
      await admin.goto(`${product.url}/console/directories`);
      await has(admin, /corp/);
      await has(admin, /local/);
      await sound(admin, 'directories');
      await click(admin.locator('button[name=realm][value=corp]'));
      await admin.locator('.findings li').first().waitFor();
      await sound(admin, 'findings');
      assert.doesNotMatch(await text(admin), /cannot|failed|refused/i);
      if (process.env.SHOTS) {
        await admin.screenshot({ path: join(process.env.SHOTS, `findings-${name.replaceAll(' ', '-')}.png`), fullPage: true });
      }
    });

    test('its groups are picked beside those that Sallyport keeps, and bring their people, nested or not', async () => {
      await admin.goto(`${product.url}/console/members/add?q=Staff`);
      await admin.locator('#results label', { hasText: 'Staff' }).locator('input').check();
      await click(admin.locator('button[value=add]'));
      await admin.waitForURL('**/console/members*');
      assert.match(await admin.locator('tr', { hasText: 'Staff' }).innerText(), /2 people/);
      await admin.goto(`${product.url}/console/`);
      await click(admin.locator('.status .toggle'));
      await has(admin, /2 people/);
      await click(admin.locator('form.confirm button.primary'));
      await has(admin, /enabled/);
    });

    test('somebody in no group needs the password only, and a wrong one is refused', async () => {
      const carol = await visitor(browser);
      await signIn(carol, product.url, { login: 'carol', password: 'not the password' });
      assert.equal(await carol.locator('#username').count(), 1);
      await signIn(carol, product.url, person('carol'));
      await carol.waitForURL(`${product.url}/`);
      await has(carol, /Carol Lind/);
      await carol.context().close();
    });

    test('somebody in the group enrols by the QR code on the screen', async () => {
      bob = await visitor(browser, { viewport: PHONE });
      await signIn(bob, product.url, person(server.logins.bob[0]));
      await bob.waitForURL('**/signin/enrol*');
      ({ key } = await enrolment(bob));
      assert.match(readQr(await bob.screenshot({ fullPage: true })), new RegExp(`secret=${key}`));
      await giveCode(bob, oathtool(key, -1));
      await bob.waitForURL(`${product.url}/`);
      await has(bob, /Baker|bob/);
    });

    test('and from then on gives a code, whichever way the name is written', async () => {
      await click(bob.locator('form[action="/signout"] button'));
      await signIn(bob, product.url, person(server.logins.bob[1]));
      await bob.waitForURL('**/signin/code*');
      await giveCode(bob, oathtool(key));
      await bob.waitForURL(`${product.url}/`);
    });

    test('a directory that is away lets nobody of its own in, says which it is, and comes back by itself', async context => {
      if (!server.interrupt) {
        context.skip('a host is not away from itself');
        return;
      }
      await server.interrupt();
      const late = await visitor(browser);
      const answer = late.waitForResponse(response => response.request().method() === 'POST');
      await signIn(late, product.url, person(server.logins.bob[0]));
      assert.equal((await answer).status(), 503);
      await has(late, /temporarily unavailable/i);
      await admin.goto(`${product.url}/console/directories`);
      await has(admin, /127\.0\.0\.1/);
      await sound(admin, 'directory away');
      if (process.env.SHOTS) {
        await admin.screenshot({ path: join(process.env.SHOTS, `away-${name.replaceAll(' ', '-')}.png`), fullPage: true });
      }
      const alan = await visitor(browser);
      await signIn(alan, product.url, { ...product.accounts.alan, login: 'local\\alan' });
      await has(alan, /Alan Turing/);
      await server.resume();
      await signIn(late, product.url, person(server.logins.bob[0]));
      await late.waitForURL('**/signin/code*');
      await late.context().close();
      await alan.context().close();
    });

    test('a reset is confirmed by name, and the next sign-in shows a new QR code', async () => {
      await admin.goto(`${product.url}/console/reset?q=bob`);
      await admin.locator('tr', { hasText: 'bob' }).locator('input[name=id]').check();
      await click(admin.locator('button[value=reset]'));
      await has(admin, /Baker|bob/);
      await click(admin.locator('form.confirm button.primary'));
      await signIn(bob, product.url, person(server.logins.bob[0]));
      await bob.waitForURL('**/signin/enrol*');
      assert.notEqual((await enrolment(bob)).key, key);
    });
  });
}
