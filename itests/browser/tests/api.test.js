// The description of the interface for programs, as others read it, and a client that knows nothing but that.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { start } from '../support/product.js';

let product, description, token;

before(async () => {
  product = await start('--demo');
  description = await (await fetch(product.url + '/api/v1/openapi.json')).json();
  token = readFileSync(join(product.home, 'data', 'api.token'), 'utf8').match(/^token=(.*)$/m)[1];
});

after(() => product?.stop());

/** One function an operation, by its name: parameters by name, and a body. */
function client() {
  const calls = {};
  const shared = parameter => parameter.$ref ? description.components.parameters[parameter.$ref.split('/').pop()] : parameter;
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      calls[operation.operationId] = async (values = {}, body = undefined) => {
        let target = path;
        const query = new URLSearchParams();
        const headers = { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) };
        for (const parameter of (operation.parameters ?? []).map(shared).filter(one => values[one.name] !== undefined)) {
          const value = String(values[parameter.name]);
          if (parameter.in === 'path') {
            target = target.replace(`{${parameter.name}}`, encodeURIComponent(value));
          } else if (parameter.in === 'query') {
            query.set(parameter.name, value);
          } else {
            headers[parameter.name] = value;
          }
        }
        const answer = await fetch(`${product.url}${description.servers[0].url}${target}?${query}`,
          { method: method.toUpperCase(), headers, body: body && JSON.stringify(body) });
        assert.ok(answer.status < 300, `${operation.operationId}: ${answer.status}`);
        return answer.status === 204 ? {} : { tag: answer.headers.get('ETag'), ...await answer.json() };
      };
    }
  }
  return calls;
}

test('the description is valid', async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(description));
  assert.ok(result.valid, JSON.stringify(result.errors));
  assert.equal(validator.version, '3.1');
});

test('a client made of the description does the walk of an administrator', async () => {
  const api = client();
  assert.equal((await api.getStatus()).enabled, false);
  const user = await api.createUser({}, { name: 'zoe', displayName: 'Zoë', password: 'a corporal of horse' });
  const group = await api.createGroup({}, { name: 'Visitors' });
  await api.joinGroup({ id: group.id, member: user.id });
  await api.addMembers({}, { ids: [group.id] });
  const { tag } = await api.getTwoFactor();
  assert.equal((await api.getImpact({ enabled: true })).people.value, 1);
  assert.equal((await api.switchTwoFactor({ 'If-Match': tag }, { enabled: true })).enabled, true);
  const why = await api.explain({ id: user.id });
  assert.deepEqual([why.codeNeeded, why.cause, why.through.name], [true, 'in-group', 'Visitors']);
  assert.equal((await api.reset({}, { matching: 'zoe' })).people, 1);
  const log = await api.listEvents({ show: 'changes', about: user.id });
  assert.deepEqual(log.items.map(event => event.action).slice(0, 1), ['reset']);
  const issued = await api.createToken({}, { name: 'walk', scope: 'read', days: 1 });
  await api.revokeToken({ id: issued.id });
  await api.removeMember({ id: group.id });
  await api.deleteAccount({ id: user.id });
});
