// Makes the pictures of the README's tour: `npm run tour` writes docs/tour/*.png.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, start, startWith } from './product.js';
import { openLdap } from './servers.js';
import { click, enrol, launch, PHONE, signIn, visitor } from './browser.js';
import { oathtool } from './phone.js';

const FOLDER = join(ROOT, 'docs', 'tour');
const SIZE = { width: 1120, height: 760 };
mkdirSync(FOLDER, { recursive: true });

const product = await start('--demo');
const browser = await launch();
try {
  const shot = async (page, name) => {
    await page.mouse.move(0, 0); // where nothing changes its colour beneath it
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  };
  const admin = await visitor(browser, { viewport: SIZE });
  const { accounts, url } = product;
  await signIn(admin, url, accounts.ada, '/console/');
  await admin.waitForURL('**/signin/enrol*');
  await admin.setViewportSize({ width: SIZE.width, height: 1000 });
  await shot(admin, 'enrol');
  await admin.setViewportSize(SIZE);
  await admin.context().clearCookies();
  await enrol(admin, url, accounts.ada, '/console/');

  await admin.goto(`${url}/console/members/add`);
  for (const name of ['Engineering', 'Annie Easley']) {
    await admin.locator('#results label', { hasText: name }).locator('input').check();
  }
  await shot(admin, 'console-members-add');
  await click(admin.locator('button[value=add]'));
  await admin.goto(`${url}/console/`);
  await click(admin.locator('.status .toggle'));
  await shot(admin, 'console-switch');
  await click(admin.locator('form.confirm button.primary'));
  await admin.goto(`${url}/console/`);
  await shot(admin, 'console');

  await admin.goto(`${url}/console/doors/gates/new`);
  await admin.locator('#name').fill('desk-7');
  await click(admin.locator('form.card button.primary'));
  for (const [kind, name, address] of [['web', 'Wiki', 'https://wiki.example.org/'], ['desktop', 'Desk 7', 'desk7.example.org']]) {
    await admin.goto(`${url}/console/applications/new?kind=${kind}`);
    await admin.locator('#name').fill(name);
    await admin.locator('#address').fill(address);
    if (kind === 'desktop') {
      await admin.locator('#gate').selectOption({ label: 'desk-7' });
    }
    await click(admin.locator('form.card button.primary'));
  }
  await admin.goto(`${url}/console/doors`);
  await shot(admin, 'console-doors');

  const phone = await visitor(browser, { viewport: PHONE, colorScheme: 'dark' });
  await signIn(phone, url, accounts.mary);
  await phone.waitForURL('**/signin/enrol*');
  await shot(phone, 'phone-enrol');

  const annie = await visitor(browser, { viewport: SIZE });
  const key = await enrol(annie, url, accounts.annie);
  await click(annie.locator('form[action="/signout"] button'));
  await signIn(annie, url, { login: 'annie', password: 'mistyped' });
  await signIn(annie, url, accounts.annie);
  await annie.waitForURL('**/signin/code*');
  await shot(annie, 'code');
  await annie.locator('#code').fill(oathtool(key));
  await click(annie.locator('form:has(#code) button.primary'));
  await annie.waitForURL(`${url}/`);
  await shot(annie, 'home');

  await admin.goto(`${url}/console/reset`);
  await admin.locator('tr', { hasText: 'Annie Easley' }).locator('input[name=id]').check();
  await shot(admin, 'console-reset');
  await admin.goto(`${url}/console/log`);
  await shot(admin, 'console-log');
} finally {
  await product.stop();
}

const company = await openLdap();
const connected = await startWith({ prepare: company.configure }, '--demo');
try {
  const admin = await visitor(browser, { viewport: { width: SIZE.width, height: 1000 } });
  await enrol(admin, connected.url, connected.accounts.ada, '/console/');
  await admin.goto(`${connected.url}/console/directories`);
  await click(admin.locator('#realm-corp button'));
  await admin.locator('.findings li').first().waitFor();
  await admin.screenshot({ path: join(FOLDER, 'console-directories.png') });
} finally {
  await browser.close();
  await connected.stop();
  await company.stop();
}
