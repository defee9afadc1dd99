// The user's steps with the browser's JavaScript off, on a phone, with the phone's own authenticator.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { start } from '../support/product.js';
import { click, enrol, enrolment, giveCode, launch, PHONE, signIn, visitor } from '../support/browser.js';
import { oathtool } from '../support/phone.js';

let product, browser, admin;

before(async () => {
  product = await start('--demo');
  browser = await launch();
  admin = await visitor(browser, { javaScriptEnabled: false });
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('the administrator too gets by without JavaScript', async () => {
  await enrol(admin, product.url, product.accounts.ada, '/console/');
  await admin.goto(product.url + '/console/members/add?q=night');
  await admin.locator('#results label', { hasText: 'Night shift' }).locator('input').check();
  await click(admin.locator('button[value=add]'));
  await admin.goto(product.url + '/console/');
  await click(admin.locator('.status .toggle'));
  await click(admin.locator('form.confirm button.primary'));
  assert.match(await admin.locator('.status').innerText(), /enabled/);
});

test('sign in, enrol, sign out, sign in with a code', async () => {
  const mary = await visitor(browser, { javaScriptEnabled: false, viewport: PHONE });
  await signIn(mary, product.url, product.accounts.mary);
  await mary.waitForURL('**/signin/enrol*');
  const { uri, key } = await enrolment(mary);
  assert.match(uri, /^otpauth:\/\/totp\/Sallyport:mary\?secret=[A-Z2-7]{32}&issuer=Sallyport$/);
  await giveCode(mary, oathtool(key, -1));
  await mary.waitForURL(product.url + '/');
  await click(mary.locator('form[action="/signout"] button'));
  await signIn(mary, product.url, product.accounts.mary);
  await mary.waitForURL('**/signin/code*');
  const field = mary.locator('#code');
  assert.equal(await field.getAttribute('inputmode'), 'numeric');
  assert.equal(await field.getAttribute('autocomplete'), 'one-time-code');
  await giveCode(mary, ` ${oathtool(key)} `);
  await mary.waitForURL(product.url + '/');
});

test('French and German visitors are spoken to in their language', async () => {
  for (const [locale, words] of [['fr-FR', /mot de passe/i], ['de-DE', /passwort/i]]) {
    const page = await visitor(browser, { locale, javaScriptEnabled: false });
    await page.goto(product.url + '/');
    assert.match(await page.locator('main').innerText(), words);
    assert.equal(await page.locator('html').getAttribute('lang'), locale);
    await page.context().close();
  }
});
