// Chromium as people have it: a desktop or a phone, light or dark, with JavaScript or without.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { oathtool } from './phone.js';
import { PATIENCE_MS, until } from './product.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

export async function visitor(browser, { viewport = DESKTOP, colorScheme = 'light', javaScriptEnabled = true, locale = 'en-GB' } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled, locale, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.on('pageerror', error => { throw error; });
  return page;
}

/** Nothing that axe finds, and nothing that sticks out to the right. */
export async function sound(page, what) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${what}: ${wide} pixels stick out at the right`);
  // Injected by the debugger: the page's own policy allows no foreign script, and shall not.
  const { violations } = await page.evaluate(`${AXE}; axe.run()`);
  assert.deepEqual(violations.map(found => `${found.id}: ${found.nodes.map(node => node.html).join(' | ')}`), [], `${what}: axe`);
}

/** A click is over when the page that it leads to is there, and whole. */
export async function click(target) {
  await target.click();
  await target.page().waitForLoadState();
}

/** Waits until the page says this. */
export async function has(page, pattern) {
  let text = '';
  await until(`the page says ${pattern}`, async () => pattern.test(text = await page.locator('main').innerText()))
    .catch(() => assert.match(text, pattern));
}

export async function signIn(page, url, { login, password }, path = '/') {
  await page.goto(url + path);
  await page.locator('#username').fill(login);
  await page.locator('#password').fill(password);
  await click(page.locator('form[action="/signin"] button.primary'));
}

/** What the activation page offers to a phone. */
export async function enrolment(page) {
  const uri = await page.locator('a[href^="otpauth:"]').getAttribute('href');
  const key = (await page.locator('#key').innerText()).replace(/\s/g, '');
  return { uri, key };
}

export async function giveCode(page, code) {
  await page.locator('#code').fill(code);
  await click(page.locator('form:has(#code) button.primary'));
}

/** Password and QR code; ends at `path`, and returns the key. Uses the code of the step before, so that more are left. */
export async function enrol(page, url, account, path = '/') {
  await signIn(page, url, account, path);
  await page.waitForURL('**/signin/enrol*');
  const { key } = await enrolment(page);
  await giveCode(page, oathtool(key, -1));
  await page.waitForURL(url + path);
  return key;
}
