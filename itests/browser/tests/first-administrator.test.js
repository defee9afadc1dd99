// A fresh home without demo accounts: the printed link makes the first administrator, once.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { start } from '../support/product.js';
import { click, enrolment, giveCode, launch, sound, visitor } from '../support/browser.js';
import { oathtool } from '../support/phone.js';

let product, browser, page, link;

before(async () => {
  product = await start();
  browser = await launch();
  page = await visitor(browser);
  [, link] = product.printed.match(/^create the administrator at: (\S+)$/m);
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('the link asks for a name and a password, and says what is wrong with them', async () => {
  await page.goto(link);
  await sound(page, 'setup');
  await page.locator('#username').fill('root of all');
  await page.locator('#displayName').fill('Ruth Root');
  for (const field of await page.locator('input[type=password]').all()) {
    await field.evaluate(input => input.removeAttribute('minlength'));
    await field.fill('short');
  }
  await click(page.locator('main button.primary'));
  assert.match(await page.locator('main').innerText(), /15/);
});

test('then the administrator is made, and enrols on the way into the console', async () => {
  await page.locator('#username').fill('ruth');
  for (const field of await page.locator('input[type=password]').all()) {
    await field.fill('four quiet horses graze');
  }
  await click(page.locator('main button.primary'));
  await page.goto(product.url + '/console/');
  await page.locator('#username').fill('ruth');
  await page.locator('#password').fill('four quiet horses graze');
  await click(page.locator('form[action="/signin"] button.primary'));
  await page.waitForURL('**/signin/enrol*');
  const { key } = await enrolment(page);
  await giveCode(page, oathtool(key));
  await page.waitForURL(product.url + '/console/');
});

test('the link is good once', async () => {
  const late = await visitor(browser);
  await late.goto(link);
  assert.equal(await late.locator('input[type=password]').count(), 0);
  await sound(late, 'used link');
});
