// Several directories: one that is away, one that is not the one it was, one that is gone, with what a running product can do alone:
// its own directory a second time, under another name and over another store.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { start, until } from '../support/product.js';
import { click, DESKTOP, enrol, launch, PHONE, sound, visitor } from '../support/browser.js';

let product, browser, admin;

const file = name => join(product.home, 'conf', name);
const realms = names => writeFileSync(file('org.sallyport.core.cfg'),
  readFileSync(file('org.sallyport.core.cfg'), 'utf8').replace(/^realms = .*$/m, `realms = ${names}`));
const corp = store => writeFileSync(file('org.sallyport.directory.local-corp.cfg'),
  readFileSync(file('org.sallyport.directory.local-local.cfg'), 'utf8')
    .replace(/^sallyport.realm = .*$/m, 'sallyport.realm = corp').replace(/^store.target = .*$/m, `store.target = (sallyport.name=${store})`));

/** The page, once it says of a realm what it should: configuration is taken up while the product runs. */
async function shows(realm, word) {
  await until(`${realm} is ${word}`, async () => {
    const answer = await admin.goto(`${product.url}/console/directories`);
    return answer.status() === 200 && await admin.locator(`#realm-${realm} .badge`, { hasText: word }).count() > 0;
  });
}

async function look(name) {
  for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const colorScheme of ['light', 'dark']) {
      await admin.setViewportSize(viewport);
      await admin.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      if (process.env.SHOTS) {
        const folder = join(process.env.SHOTS, `${size}-${colorScheme}`);
        mkdirSync(folder, { recursive: true });
        await admin.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
      }
      await sound(admin, `${name}, ${size}, ${colorScheme}`);
    }
  }
  await admin.setViewportSize(DESKTOP);
}

before(async () => {
  product = await start('--demo');
  browser = await launch();
  admin = await visitor(browser);
  await enrol(admin, product.url, product.accounts.ada, '/console/');
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('the only directory is ready, is tested, and leads to connecting another', async () => {
  await shows('local', 'ready');
  assert.equal(await admin.locator('h2', { hasText: 'Connect a company directory' }).count(), 1);
  await look('directories-alone');
  await click(admin.locator('#realm-local button'));
  await admin.locator('.findings li').first().waitFor();
  await look('directories-tested');
  await admin.goto(`${product.url}/console/directories/left`);
  await look('left-behind-none');
});

test('a realm whose directory is not there is away, and the others go on', async () => {
  realms('local, corp');
  await shows('corp', 'away');
  await look('directories-away');
  await admin.goto(`${product.url}/console/members/add`);
  assert.match(await admin.locator('#results .message').innerText(), /realm corp is away/);
  assert.ok(await admin.locator('#results li', { hasText: 'Hedy Lamarr' }).count() > 0);
  await look('picker-away');
  const health = await fetch(`${product.url}/health`);
  assert.equal(health.status, 200);
  assert.match((await health.json()).degraded.join(), /corp/);
});

test('the picker shows the realm of each', async () => {
  corp('embedded');
  await shows('corp', 'ready');
  await admin.goto(`${product.url}/console/members/add?q=hedy`);
  const choices = await admin.locator('#results li').allInnerTexts();
  assert.ok(choices.some(text => text.includes('· local')) && choices.some(text => text.includes('· corp')), choices.join());
  await look('picker-realms');
  await admin.locator('#results li', { hasText: '· corp' }).locator('input').check();
  await click(admin.locator('button[value=add]'));
  await look('members-realms');
});

test('another directory under the name is closed until it is confirmed', async () => {
  writeFileSync(file('org.sallyport.store.jdbc-second.cfg'), readFileSync(file('org.sallyport.store.jdbc-embedded.cfg'), 'utf8')
    .replace(/^sallyport.name = .*$/m, 'sallyport.name = second').replace(/^url = .*$/m, 'url = jdbc:sqlite:${sallyport.home}/data/second.db'));
  corp('second');
  await shows('corp', 'a different directory');
  await look('directories-different');
  await click(admin.locator('#realm-corp a', { hasText: 'Is this meant?' }));
  await look('directory-confirm');
  await click(admin.locator('form.confirm button.primary'));
  await admin.locator('.message.success').waitFor();
  await shows('corp', 'ready');
});

test('a realm that is gone is told, and its entries are taken off by name', async () => {
  realms('local');
  await shows('corp', 'not configured any more');
  await look('directories-gone');
  await admin.goto(`${product.url}/console/`);
  await look('status-gone');
  await admin.goto(`${product.url}/console/directories`);
  await click(admin.locator('#realm-corp a', { hasText: 'Remove its entries' }));
  assert.match(await admin.locator('form.confirm').innerText(), /hedy/i);
  await click(admin.locator('form.confirm button.primary'));
  await admin.goto(`${product.url}/console/directories`);
  assert.equal(await admin.locator('#realm-corp').count(), 0);
});
