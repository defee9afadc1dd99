// The description of the interface for programs, as others read it, and a program that knows nothing but that.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { compiled, typesOf } from '../support/client.js';
import { signInPlainly, start } from '../support/product.js';

let product, description, types;

before(async () => {
  product = await start('--demo');
  description = await (await fetch(product.url + '/api/v1/openapi.json')).json();
});

after(() => product?.stop());

test('the description is valid', async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(description));
  assert.ok(result.valid, JSON.stringify(result.errors));
  assert.equal(validator.version, '3.1');
});

test('types are made of it, and they leave nothing open', async () => {
  types = await typesOf(description);
  const open = types.match(/^.*(\bany\b(?=[;\[])|: unknown|\bnever>;).*$/gm)?.filter(line => !/\[(name|key): string\]: unknown;|^export type/.test(line));
  assert.deepEqual(open ?? [], []);
});

test('a program that is compiled against them does the walk of an administrator', async t => {
  const { walk } = await compiled(types, 'administrator');
  await walk({
    url: product.url,
    token: readFileSync(join(product.home, 'data', 'api.token'), 'utf8').match(/^token=(.*)$/m)[1],
    signIn: (login, password) => signInPlainly(product.url, login, password),
    step: async (what, work) => {
      let failure;
      await t.test(what, () => work().catch(error => { throw failure = error; }));
      if (failure) {
        throw new Error(`it ends here: ${what}`);
      }
    },
  });
});
