// Starts the built distribution with a home of its own, and ends it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const LAUNCHER = process.env.SALLYPORT ?? join(ROOT, 'distribution', 'target', 'sallyport', 'bin', 'sallyport');
/** Nothing that is well takes so long, on a slow and busy machine either: it ends what hangs, and nothing is asserted to be quick. */
export const PATIENCE_MS = 120_000;

export { LAUNCHER, ROOT };

export async function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Waits until `attempt` returns something, a little longer each time. */
export async function until(what, attempt) {
  const end = Date.now() + PATIENCE_MS;
  for (let pause = 20; Date.now() < end; pause = Math.min(pause * 1.5, 500)) {
    const result = await attempt();
    if (result) {
      return result;
    }
    await new Promise(resolve => setTimeout(resolve, pause));
  }
  throw new Error(`never happened: ${what}`);
}

export function start(...options) {
  return startWith({}, ...options);
}

/** `prepare` may lay files into the new home; `inside` is a command that runs the launcher somewhere of its own. */
export async function startWith({ prepare = () => {}, inside = [] }, ...options) {
  const home = mkdtempSync(join(tmpdir(), 'sallyport-browser-'));
  await prepare(home);
  const [command, ...words] = [...inside, LAUNCHER, 'run', '--home', home, '--port', '0', ...options];
  const server = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const product = { url: '', home, printed: '', accounts: {} };
  let ended = false;
  server.stdout.on('data', data => { product.printed += data; });
  server.stderr.on('data', data => { product.printed += data; });
  const exited = new Promise(resolve => server.once('exit', resolve)).then(() => { ended = true; });
  await until('it says that it is ready', async () => {
    if (ended) {
      throw new Error(`the product ended at its start:\n${product.printed}`);
    }
    [, product.url] = product.printed.match(/^Sallyport \S+ is ready: (\S+)$/m) ?? [];
    return product.url;
  });
  await widenWindow(product);
  for (const [, login, password, groups] of product.printed.matchAll(/^demo account: (\S+) (\S+) \((.*)\)$/gm)) {
    product.accounts[login] = { login, password, groups: groups ? groups.split(', ') : [] };
  }
  product.stop = async () => {
    server.kill('SIGTERM');
    await exited;
    rmSync(home, { recursive: true, force: true });
  };
  return product;
}

/** A phone has codes for several sign-ins then, and none is refused because the step changed, or much time passed, before it was typed. */
async function widenWindow({ url, home }) {
  const [, token] = readFileSync(join(home, 'data', 'api.token'), 'utf8').match(/^token=(.*)$/m);
  const { status } = await fetch(`${url}/api/v1/settings/totp.window`, { method: 'PUT', body: JSON.stringify({ value: '3' }),
    headers: { Authorization: `Bearer ${token}`, 'If-Match': '*', 'Content-Type': 'application/json' } });
  if (status !== 200) {
    throw new Error(`the window is not widened: ${status}`);
  }
}

/** Signs in without a browser. @returns the status that the portal answers with */
export async function signInPlainly(url, username, password) {
  const form = await fetch(`${url}/signin`);
  const [, csrf] = (await form.text()).match(/name="csrf" value="([^"]+)"/);
  const cookie = form.headers.get('Set-Cookie').split(';')[0];
  const answer = await fetch(`${url}/signin`,
    { method: 'POST', redirect: 'manual', headers: { Cookie: cookie }, body: new URLSearchParams({ csrf, username, password }) });
  return answer.status;
}

/** Runs a command of this Sallyport to its end. @returns exit code and the lines of both outputs */
export function command(product, words, { input = '', env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(LAUNCHER, words,
    { input, encoding: 'utf8', timeout: PATIENCE_MS, env: { ...process.env, SALLYPORT_HOME: product.home, ...env } });
  const lines = text => text.split('\n').filter(Boolean);
  return { code: status, out: lines(stdout), err: lines(stderr) };
}

/** Starts a command that goes on until `kill('SIGINT')`; `said()` is what it printed until now. */
export function longCommand(product, words, env = {}) {
  const child = spawn(LAUNCHER, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, SALLYPORT_HOME: product.home, ...env } });
  let said = '';
  child.stdout.on('data', data => { said += data; });
  child.stderr.on('data', data => { said += data; });
  return { pid: child.pid, said: () => said, end: () => new Promise(resolve => { child.once('exit', resolve); child.kill('SIGINT'); }) };
}
