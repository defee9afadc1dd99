// Every page, on a desktop and on a 360-pixel phone, light and dark: axe finds nothing, nothing sticks out.
// With SHOTS=folder the pictures are kept, for somebody to look at.
import test, { after, before } from 'node:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { start } from '../support/product.js';
import { click, DESKTOP, enrol, launch, PHONE, signIn, sound, visitor } from '../support/browser.js';

const VARIANTS = [
  { name: 'desktop-light', viewport: DESKTOP, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: DESKTOP, colorScheme: 'dark' },
  { name: 'phone-light', viewport: PHONE, colorScheme: 'light' },
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark' },
];
const CONSOLE = ['/console/', '/console/switch?to=on', '/console/members', '/console/members/add', '/console/reset', '/console/accounts',
  '/console/accounts/new-user', '/console/accounts/new-group', '/console/log', '/console/settings', '/console/settings/tokens', '/console/settings/administrators',
  '/console/directories', '/console/directories/left', '/console/doors', '/console/doors/gates', '/console/doors/gates/new',
  '/console/applications', '/console/applications/new?kind=web', '/console/applications/new?kind=desktop', '/console/members/add?q=nobody-of-that-name'];

let product, browser, admin, home, enrolling;

before(async () => {
  product = await start('--demo');
  browser = await launch();
  admin = await visitor(browser);
  await enrol(admin, product.url, product.accounts.ada, '/console/');
  await admin.goto(product.url + '/console/doors/gates/new');
  await admin.locator('#name').fill('desk-7');
  await click(admin.locator('form.card button.primary'));
  for (const variant of VARIANTS) {
    await look(admin, '', variant, 'console-gate-key');
  }
  await add('web', 'Wiki', 'https://wiki.example/');
  await add('desktop', 'Desk 7', 'desk7.example');
  home = await visitor(browser);
  await signIn(home, product.url, product.accounts.annie);
  await admin.goto(product.url + '/console/members/add');
  for (const name of ['Engineering', 'Night shift', 'Hedy Lamarr']) {
    await admin.locator('#results label', { hasText: name }).locator('input').check();
  }
  await click(admin.locator('button[value=add]'));
  await admin.goto(product.url + '/console/');
  await click(admin.locator('.status .toggle'));
  await click(admin.locator('form.confirm button.primary'));
  enrolling = await visitor(browser);
  await signIn(enrolling, product.url, product.accounts.hedy);
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

async function add(kind, name, address) {
  await admin.goto(`${product.url}/console/applications/new?kind=${kind}`);
  await admin.locator('#name').fill(name);
  await admin.locator('#address').fill(address);
  if (kind === 'desktop') {
    await admin.locator('#gate').selectOption({ label: 'desk-7' });
  }
  await click(admin.locator('form.card button.primary'));
}

/** An empty path: the page that is shown already, which could not be come to again. */
async function look(page, path, variant, name) {
  await page.setViewportSize(variant.viewport);
  await page.emulateMedia({ colorScheme: variant.colorScheme, reducedMotion: 'reduce' });
  if (path) {
    await page.goto(product.url + path);
  }
  if (process.env.SHOTS) {
    const folder = join(process.env.SHOTS, variant.name);
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
  await sound(page, `${name}, ${variant.name}`);
}

for (const variant of VARIANTS) {
  test(`users' pages, ${variant.name}`, async () => {
    const stranger = await visitor(browser, variant);
    await look(stranger, '/', variant, 'sign-in');
    await look(stranger, '/no/such/page', variant, 'not-found');
    await look(stranger, '/setup/nonsense', variant, 'setup-nonsense');
    await stranger.context().close();
    await look(enrolling, '/signin/enrol', variant, 'enrol');
    await look(home, '/', variant, 'home');
    await click(home.locator('.tiles a', { hasText: 'Desk 7' }));
    await look(home, '', variant, 'desktop');
    await click(home.locator('form button.primary'));
    await look(home, '', variant, 'desktop-ticket');
    await look(home, '/console/', variant, 'not-an-administrator');
  });

  test(`administrators' pages, ${variant.name}`, async () => {
    for (const path of CONSOLE) {
      await look(admin, path, variant, path.replace(/^\/console\/?/, 'console-').replace(/\W+/g, '-').replace(/-$/, ''));
    }
    await admin.goto(product.url + '/console/applications');
    await look(admin, new URL(await admin.locator('.list a', { hasText: 'Wiki' }).getAttribute('href'), product.url).href
      .slice(product.url.length), variant, 'console-application');
    await admin.goto(product.url + '/console/members');
    await look(admin, new URL(await admin.locator('a[href*="/console/members/group"]').first().getAttribute('href'), product.url)
      .href.slice(product.url.length), variant, 'console-group');
    await look(admin, new URL(await admin.goto(product.url + '/console/accounts?q=hedy').then(() =>
      admin.locator('#results a').first().getAttribute('href')), product.url).href.slice(product.url.length), variant, 'console-account');
  });
}
