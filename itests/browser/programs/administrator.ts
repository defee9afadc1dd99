// An administrator's day, by a program that knows the product from its description alone.
import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { components, paths } from '../target/api/description.js';

type Schemas = components['schemas'];
type Event = Schemas['Event'];

/** What the walk cannot do as a program. */
export interface World {
  url: string;
  /** Token of the scope admin. */
  token: string;
  /** Signs in with a password, and says with which status the portal answered. */
  signIn(login: string, password: string): Promise<number>;
  step(what: string, work: () => Promise<void>): Promise<void>;
}

interface Outcome<Data> {
  data?: Data | undefined;
  error?: Schemas['Problem'] | undefined;
  response: Response;
}

function client(url: string, token: string) {
  return createClient<paths>({ baseUrl: `${url}/api/v1`, headers: { Authorization: `Bearer ${token}` } });
}

/** What came of a call that must not fail. */
async function good<Data>(call: Promise<Outcome<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  assert.equal(error, undefined, `${response.url}: ${error?.detail}`);
  assert.ok(response.ok, `${response.url}: ${response.status}`);
  return data as Data;
}

async function tagOf(call: Promise<Outcome<unknown>>): Promise<string> {
  const { response } = await call;
  const tag = response.headers.get('ETag');
  assert.ok(response.ok && tag, response.url);
  return tag;
}

/** The problem of a call that must fail. */
async function refused(call: Promise<Outcome<unknown>>, status: number, type: string): Promise<Schemas['Problem']> {
  const { error, response } = await call;
  assert.equal(response.status, status, response.url);
  assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
  assert.ok(error);
  assert.deepEqual([error.status, error.type], [status, `urn:sallyport:problem:${type}`]);
  assert.ok(error.title && error.detail);
  return error;
}

export async function walk({ url, token, signIn, step }: World): Promise<void> {
  const api = client(url, token);
  const password = 'a corporal of horse';
  let zoe!: Schemas['Principal'];
  let visitors!: Schemas['Principal'];
  const ifMatch = (tag: string) => ({ 'If-Match': tag });
  const one = (id: string) => ({ params: { path: { id } } });

  await step('how things stand', async () => {
    const status = await good(api.GET('/status'));
    assert.deepEqual([status.enabled, status.ready, status.listed, status.away], [false, true, 0, []]);
    assert.equal(status.licence?.valid, true);
  });

  await step('a user, a group, and the one in the other', async () => {
    zoe = await good(api.POST('/users', { body: { name: 'zoe', displayName: 'Zoë', password } }));
    visitors = await good(api.POST('/groups', { body: { name: 'Visitors' } }));
    await refused(api.POST('/groups', { body: { name: 'Visitors' } }), 409, 'conflict');
    const weak = await refused(api.POST('/users', { body: { name: 'weak', password: 'short' } }), 422, 'invalid');
    assert.equal(weak.field, 'password');
    const both = { params: { path: { id: visitors.id, member: zoe.id } } };
    await good(api.PUT('/accounts/{id}/members/{member}', both));
    await good(api.PUT('/accounts/{id}/members/{member}', both));
    const inside = await good(api.GET('/accounts/{id}/members', one(visitors.id)));
    assert.deepEqual(inside.items.map(item => item.name), ['zoe']);
  });

  await step('the group is found among the candidates and put on the list', async () => {
    const query = { search: 'visit', kind: 'group' } as const;
    const before = await good(api.GET('/candidates', { params: { query } }));
    assert.deepEqual(before.items.map(item => [item.id, item.listed]), [[visitors.id, false]]);
    await good(api.POST('/members', { body: { ids: [visitors.id] } }));
    const after = await good(api.GET('/candidates', { params: { query } }));
    assert.equal(after.items[0]?.listed, true);
    const list = await good(api.GET('/members'));
    assert.deepEqual([list.items[0]?.presence, list.items[0]?.people.value, list.total.certainty], ['present', 1, 'exact']);
  });

  await step('two-factor is enabled, by whoever has seen what they change', async () => {
    const impact = await good(api.GET('/two-factor/impact', { params: { query: { enabled: true } } }));
    assert.deepEqual([impact.people.value, impact.unenrolled.value], [1, 1]);
    const tag = await tagOf(api.GET('/two-factor'));
    const enable = (seenTag: string, enabled: boolean) =>
      api.PUT('/two-factor', { params: { header: ifMatch(seenTag) }, body: { enabled } });
    assert.equal((await good(enable(tag, true))).enabled, true);
    await refused(enable(tag, false), 412, 'outdated');
    assert.equal((await good(api.GET('/status'))).enabled, true);
    const current = await tagOf(api.GET('/two-factor', { params: { header: { 'If-None-Match': tag } } }));
    assert.equal((await api.GET('/two-factor', { params: { header: { 'If-None-Match': current } } })).response.status, 304);
  });

  await step('why they need a code, and why they were last refused', async () => {
    assert.equal(await signIn('zoe', 'not the password'), 401);
    const why = await good(api.GET('/people/{id}/why', one(zoe.id)));
    assert.deepEqual([why.codeNeeded, why.cause, why.through?.name], [true, 'in-group', 'Visitors']);
    assert.equal(why.lastRefusal?.outcome, 'refused');
  });

  await step('people and who is signed in', async () => {
    const people = await good(api.GET('/people', { params: { query: { group: visitors.id } } }));
    assert.deepEqual(people.items.map(person => [person.name, person.standing.enrolledAt, person.standing.failedPasswords]), [['zoe', null, 1]]);
    const yan = await good(api.POST('/users', { body: { name: 'yan', password } }));
    assert.equal(await signIn('yan', password), 303);
    const sessions = await good(api.GET('/sessions'));
    const session = sessions.items.find(found => found.user === yan.id);
    assert.deepEqual(session?.factors, ['password']);
    assert.equal((await good(api.GET('/people/{id}/sessions', one(yan.id)))).items.length, 1);
    await good(api.DELETE('/people/{id}/sessions', one(yan.id)));
    assert.equal((await good(api.GET('/people/{id}/sessions', one(yan.id)))).items.length, 0);
  });

  await step('resets, of one and of many; whoever waits may try again', async () => {
    await good(api.DELETE('/people/{id}/second-factor', one(zoe.id)));
    assert.equal((await good(api.POST('/resets', { body: { ids: [zoe.id] } }))).people, 1);
    assert.equal((await good(api.POST('/resets', { body: { matching: 'zoe' } }))).people, 1);
    while (await signIn('zoe', 'not the password') !== 429) {
      // Until there is a wait.
    }
    assert.ok((await good(api.GET('/people/{id}', one(zoe.id)))).standing.blockedUntil);
    await good(api.DELETE('/people/{id}/failures', one(zoe.id)));
    assert.equal((await good(api.GET('/people/{id}', one(zoe.id)))).standing.blockedUntil, null);
    assert.equal((await good(api.POST('/unlocks', { body: { matching: 'zoe' } }))).people, 1);
    const nobody = await refused(api.GET('/people/{id}', one('local:user:nobody')), 404, 'unknown');
    assert.equal(nobody.status, 404);
  });

  await step('settings, one and several, all or none', async () => {
    const path = { key: 'issuer' };
    const tag = await tagOf(api.GET('/settings/{key}', { params: { path } }));
    const issuer = await good(api.PUT('/settings/{key}', { params: { path, header: ifMatch(tag) }, body: { value: 'Example' } }));
    assert.deepEqual([issuer.value, issuer.standard], ['Example', 'Sallyport']);
    const refusal = await refused(api.POST('/settings',
      { params: { header: ifMatch('*') }, body: { issuer: 'Other', 'totp.window': '99' } }), 422, 'invalid');
    assert.equal(refusal.field, 'totp.window');
    assert.equal((await good(api.GET('/settings/{key}', { params: { path } }))).value, 'Example');
    const all = await good(api.GET('/settings'));
    assert.ok(all.items.find(setting => setting.key === 'totp.window' && setting.kind === 'number' && setting.greatest < 99));
  });

  await step('the log, page by page, then what came after', async () => {
    const events: Event[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const query: { show: 'changes'; limit: number; cursor?: string } = { show: 'changes', limit: 3, ...(cursor && { cursor }) };
      const page: { items: Event[]; next: string | null } = await good(api.GET('/log', { params: { query } }));
      events.push(...page.items);
      cursor = page.next;
      pages++;
    } while (cursor !== null);
    assert.equal(pages, Math.ceil(events.length / 3));
    const places = events.map(event => event.sequence);
    assert.deepEqual(places, [...new Set(places)].sort((a, b) => b - a));
    assert.deepEqual([events[0]?.action, events[0]?.outcome], ['change-setting', 'succeeded']);
    const actions = new Set(events.map(event => event.action));
    for (const action of ['create-account', 'two-factor-on', 'reset', 'unlock']) {
      assert.ok(actions.has(action), `${action} is not among ${[...actions]}`);
    }
    const about = await good(api.GET('/log', { params: { query: { about: zoe.id } } }));
    assert.ok(about.items.length > 3 && about.items.every(event => event.subjectId === zoe.id || event.actorId === zoe.id));
    const newest = (await good(api.GET('/log', { params: { query: { limit: 1 } } }))).items[0];
    const after = newest?.sequence ?? 0;
    assert.deepEqual((await good(api.GET('/log', { params: { query: { after } } }))).items, []);
    await good(api.DELETE('/people/{id}/failures', one(zoe.id)));
    const since = await good(api.GET('/log', { params: { query: { after } } }));
    assert.deepEqual(since.items.map(event => [event.action, event.subject]), [['unlock', 'zoe']]);
    assert.ok((since.items[0]?.sequence ?? 0) > after);
  });

  await step('a token that only reads may not reset, and once revoked may nothing', async () => {
    const issued = await good(api.POST('/tokens', { body: { name: 'report', scope: 'read', days: 1 } }));
    assert.match(issued.secret, /^sallyport_/);
    const report = client(url, issued.secret);
    assert.equal((await good(report.GET('/status'))).enabled, true);
    await refused(report.DELETE('/people/{id}/second-factor', one(zoe.id)), 403, 'scope');
    const listed = (await good(api.GET('/tokens'))).items.find(one => one.id === issued.id);
    assert.deepEqual([listed?.name, listed?.scope], ['report', 'read']);
    assert.ok(listed?.lastUsedAt);
    await good(api.DELETE('/tokens/{id}', one(issued.id)));
    await refused(report.GET('/status'), 401, 'token');
  });

  await step('administrators and directories', async () => {
    const administrators = await good(api.GET('/administrators'));
    const header = ifMatch(await tagOf(api.GET('/administrators')));
    assert.deepEqual(administrators.items.map(item => item.name), ['Administrators']);
    const ids = administrators.items.map(item => item.id);
    const appointed = await good(api.PUT('/administrators', { params: { header }, body: { ids: [...ids, zoe.id] } }));
    assert.equal(appointed.items.length, 2);
    await refused(api.PUT('/administrators', { params: { header }, body: { ids } }), 412, 'outdated');
    await good(api.PUT('/administrators', { params: { header: ifMatch('*') }, body: { ids } }));
    const [realm] = (await good(api.GET('/directories'))).items;
    assert.deepEqual([realm?.realm, realm?.state, realm?.editable], ['local', 'ready', true]);
    const examined = await good(api.POST('/directories/{realm}/examinations', { params: { path: { realm: 'local' } } }));
    assert.ok(examined.findings.every(finding => finding.level === 'good'));
  });

  await step('doors, what is asked behind them, and a gate in front', async () => {
    const doors = await good(api.GET('/doors'));
    assert.ok(doors.items.some(door => door.door === 'portal' && door.asks === 'both-factors'));
    const portal = await good(api.POST('/doors/{door}/tests', { params: { path: { door: 'portal' } } }));
    assert.equal(portal.findings[0]?.level, 'good');
    await good(api.POST('/channels', { body: { name: 'vpn', rule: 'refuse-protected' } }));
    const path = { channel: 'vpn' };
    const header = ifMatch(await tagOf(api.GET('/channels/{channel}', { params: { path } })));
    const open = () => api.PUT('/channels/{channel}', { params: { path, header }, body: { rule: 'allow' } });
    assert.equal((await good(open())).rule, 'allow');
    await refused(open(), 412, 'outdated');
    assert.deepEqual((await good(api.GET('/status'))).open, ['vpn']);
    const issued = await good(api.POST('/gates', { body: { name: 'desk', channels: ['vpn'] } }));
    assert.match(issued.key, /^[\w-]{43}$/);
    const gate = { params: { path: { gate: issued.id } } };
    assert.deepEqual([(await good(api.GET('/gates/{gate}', gate))).name, 'key' in await good(api.GET('/gates/{gate}', gate))], ['desk', false]);
    const ask = () => fetch(`${url}/access/decide`, { method: 'POST', headers: { Authorization: `Bearer ${issued.key}` },
      body: new URLSearchParams({ channel: 'vpn', login: 'zoe', address: '', nonce: 'a-nonce-of-16-letters' }) });
    assert.equal((await ask()).status, 200);
    // The key is good for the gate's own question alone.
    await refused(client(url, issued.key).GET('/status'), 401, 'token');
    await good(api.DELETE('/gates/{gate}', gate));
    await refused(api.GET('/gates/{gate}', gate), 404, 'unknown');
    assert.equal((await ask()).status, 401);
    await good(api.DELETE('/channels/{channel}', { params: { path } }));
    assert.deepEqual((await good(api.GET('/status'))).open, []);
  });

  await step('an application behind the portal', async () => {
    const wiki = { kind: 'web', name: 'Wiki', address: 'https://wiki.example/', stepUpMinutes: 5 } as const;
    const made = await api.POST('/applications', { body: { ...wiki, audience: [visitors.id] } });
    const application = made.data?.id ?? '';
    const header = ifMatch(made.response.headers.get('ETag') ?? '');
    const change = () => api.PUT('/applications/{application}',
      { params: { path: { application }, header }, body: { ...wiki, audience: [visitors.id], name: 'Notes' } });
    assert.equal((await good(change())).name, 'Notes');
    await refused(change(), 412, 'outdated');
    assert.deepEqual((await good(api.GET('/applications'))).items.map(item => [item.id, item.name]), [[application, 'Notes']]);
    await good(api.DELETE('/applications/{application}', { params: { path: { application } } }));
    await refused(change(), 404, 'unknown');
  });

  await step('what goes with an account is known before it goes', async () => {
    const deletion = await good(api.GET('/accounts/{id}/deletion', one(visitors.id)));
    assert.deepEqual([deletion.listed, deletion.members], [true, 1]);
    await good(api.DELETE('/accounts/{id}', one(visitors.id)));
    await good(api.DELETE('/accounts/{id}', one(zoe.id)));
    await refused(api.GET('/accounts/{id}', one(zoe.id)), 404, 'unknown');
    assert.equal((await good(api.GET('/status'))).listed, 0);
  });

  await step('two-factor is disabled, whatever it is now', async () => {
    const off = await good(api.PUT('/two-factor', { params: { header: ifMatch('*') }, body: { enabled: false } }));
    assert.equal(off.enabled, false);
  });
}
