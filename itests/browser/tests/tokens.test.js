// Where tokens must never be seen: in the list of processes, in their environment, in addresses, in logs, in the store.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { command, longCommand, start, until } from '../support/product.js';

let product, host, foreign, tokenFile, proxy;
const running = [];
const asked = [];

before(async () => {
  product = await start('--demo');
  host = readFileSync(join(product.home, 'data', 'api.token'), 'utf8').match(/^token=(.*)$/m)[1];
  const made = command(product, ['token', 'create', 'elsewhere', '--scope', 'admin', '--days', '1']);
  [foreign] = made.out;
  tokenFile = join(product.home, 'a-token-of-mine');
  writeFileSync(tokenFile, foreign, { mode: 0o600 });
  proxy = await accessLog();
});

after(async () => {
  await Promise.all(running.map(one => one.end()));
  proxy?.server.close();
  await product?.stop();
});

/** A proxy that keeps what proxies log. */
async function accessLog() {
  const server = createServer((from, to) => {
    asked.push(`${from.method} ${from.url} ${from.headers.referer ?? ''} ${from.headers['user-agent']}`);
    from.pipe(request(product.url + from.url, { method: from.method, headers: from.headers }, answer => {
      to.writeHead(answer.statusCode, answer.headers);
      answer.pipe(to);
    }).on('error', () => to.destroy()));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

/** What other users see of all processes (cmdline), and what only the same user sees (environ). */
function processes(file) {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(pid => {
    try {
      return { pid: Number(pid), text: readFileSync(`/proc/${pid}/${file}`, 'utf8') };
    } catch {
      return { pid: Number(pid), text: '' };  // It has ended, or is another's.
    }
  });
}

const holders = (file, secret) => processes(file).filter(one => one.text.includes(secret)).map(one => one.pid);

test('no process shows a token, however long a command runs', async () => {
  const elsewhere = ['--url', proxy.url, '--token-file', tokenFile];
  running.push(longCommand(product, ['log', '--follow']), longCommand(product, ['log', '--follow', ...elsewhere]),
    longCommand(product, ['log', '--follow', '--url', proxy.url], { SALLYPORT_TOKEN: foreign }));
  await until('all of them follow', () => running.every(one => one.said().includes('create-token')));
  assert.deepEqual(holders('cmdline', host), []);
  assert.deepEqual(holders('cmdline', foreign), []);
  assert.deepEqual(holders('environ', host), []);
  // Whoever chose the environment has put it there; the command hands it to nobody else.
  assert.deepEqual(holders('environ', foreign), [running[2].pid]);
});

test('no address holds one, and an address that does opens nothing', async () => {
  // The commands that follow go through the proxy.
  await until('they have asked again', () => asked.filter(line => line.includes('/api/v1/log?')).length > 4);
  assert.deepEqual(asked.filter(line => line.includes(foreign) || line.includes(host)), []);
  for (const name of ['access_token', 'token']) {
    const answer = await fetch(`${product.url}/api/v1/status?${name}=${host}`);
    assert.equal(answer.status, 401);
    assert.ok(!(await answer.text()).includes(host));
  }
  const basic = await fetch(`${product.url}/api/v1/status`, { headers: { Authorization: `Basic ${btoa(`token:${host}`)}` } });
  assert.equal(basic.status, 401);
});

test('as an argument it is refused, and not repeated', () => {
  for (const words of [['status', '--token', foreign], ['status', `--token=${foreign}`]]) {
    const ended = command(product, words);
    assert.equal(ended.code, 2);
    assert.equal(ended.err.length, 1);
    assert.match(ended.err[0], /--token-file FILE, or SALLYPORT_TOKEN/);
    assert.ok(!ended.err[0].includes(foreign));
  }
});

test('no file of the product holds one but the one that is for that, and nothing printed does', () => {
  const holding = secret => readdirSync(product.home, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .filter(file => readFileSync(file).includes(secret.slice('sallyport_'.length)));
  assert.deepEqual(holding(host), [join(product.home, 'data', 'api.token')]);
  assert.deepEqual(holding(foreign), [tokenFile]);
  for (const text of [product.printed, ...running.map(one => one.said())]) {
    assert.ok(!text.includes(host) && !text.includes(foreign));
  }
});

test('without a terminal nothing asks, nothing is coloured, and no bar is drawn', () => {
  const csv = join(product.home, 'people.csv');
  writeFileSync(csv, `name\n${Array.from({ length: 25 }, (_, i) => `person${i}`).join('\n')}\n`);
  for (const words of [['enable'], ['users', 'import', csv], ['users', 'delete', 'person0'], ['reset', 'person1', 'person2'], ['disable'], ['users', 'list'],
    ['help', 'users']]) {
    const ended = command(product, words);
    assert.equal(ended.code, 0, JSON.stringify(ended));
    assert.deepEqual([...ended.out, ...ended.err].filter(line => /[\u001b\r]/.test(line)), [], words.join(' '));
    assert.deepEqual(ended.err, [], words.join(' '));
  }
  const asking = command(product, ['users', 'create', 'late']);
  assert.equal(asking.code, 2, JSON.stringify(asking));
});
