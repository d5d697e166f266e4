import { describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { recordAsOf } from '../../ledger/door.ts';

const house = useHouse();
const reason = 'left the company';

describe('people', () => {
  test('an administrator registers a person, who sets their own password once with the link', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const made = await h.http(admin, 'POST', '/people', { body: { email: 'Ada@Firm.example', name: 'Ada Lovelace' } });
    expect(made.status).toBe(201);
    const { token } = made.body.link;
    expect(made.body.link.path).toBe(`/set-password#${token}`);

    const weak = await h.http(null, 'POST', '/password/acts/set', { body: { token, password: 'lovelace' } });
    expect(weak.body.refusals.map((refusal: { code: string }) => refusal.code)).toEqual([
      'identity.password-too-short',
      'identity.password-guessable',
    ]);
    const set = () => h.http(null, 'POST', '/password/acts/set', { body: { token, password: 'nine brown horses graze' } });
    const both = await Promise.all([set(), set()]);
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 404]);
    const inside = await h.http(null, 'POST', '/sessions', {
      body: { email: 'ada@firm.example', password: 'nine brown horses graze' },
    });
    expect(inside.status).toBe(201);
  });

  test('a link expires, and a newer one replaces it', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['release-manager']);
    const other = await h.someone(['administrator']);
    const act = (as: typeof admin, verb: string) =>
      h.http(as, 'POST', `/people/${person.id}/acts/${verb}`, { body: { reason: 'forgot it' } });
    const first = (await act(admin, 'issue-link')).body.link.token;
    const second = (await act(admin, 'issue-link')).body.link.token;
    const { code } = (await act(other, 'release-link')).body;
    const set = (token: string) =>
      h.http(null, 'POST', '/password/acts/set', { body: { token, code, password: 'nine brown horses graze' } });
    expect((await set(first)).status).toBe(404);
    h.clock.moveBy(3 * 86_400_000 + 1);
    expect((await set(second)).body.refusals[0].code).toBe('identity.link-not-valid');
    h.clock.moveBy(-3 * 86_400_000 - 1);
    expect((await set(second)).status).toBe(200);
    expect((await h.http(person, 'GET', '/sessions/current')).status).toBe(401);
  });

  test('no operation of user management accepts a password from an administrator', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['release-manager']);
    const password = 'nine brown horses graze';
    const tries = [
      h.http(admin, 'POST', '/people', { body: { email: 'x@firm.example', name: 'X', password } }),
      h.http(admin, 'PATCH', `/people/${person.id}`, { ifMatch: 1, body: { password } }),
      h.http(admin, 'POST', `/people/${person.id}/acts/issue-link`, { body: { reason: 'forgot it', password } }),
      h.http(admin, 'POST', `/people/${person.id}/acts/unlock`, { body: { reason: 'forgot it', password } }),
      h.http(admin, 'POST', `/people/${person.id}/acts/enable`, { ifMatch: 1, body: { reason: 'forgot it', password } }),
      h.http(admin, 'POST', `/people/${person.id}/acts/disable`, { ifMatch: 1, body: { reason: 'forgot it', password } }),
      h.http(admin, 'POST', `/people/${person.id}/acts/end-sessions`, { body: { reason: 'forgot it', password } }),
    ];
    expect((await Promise.all(tries)).map((reply) => reply.status)).toEqual(tries.map(() => 400));
  });

  test('an address never names two people, also when both requests come at once or the case differs', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const make = (email: string) => h.http(admin, 'POST', '/people', { body: { email, name: 'Maria' } });
    const replies = await Promise.all([make('maria.k@firm.example'), make('MARIA.K@firm.example'), make('maria.k@firm.example')]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409]);
    expect((await make('mаria.k@firm.example')).status).toBe(400);
  });

  test('a person is renamed and moved with the version that was seen; old and new stay readable', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone([], { name: 'Old Name' });
    const unit = await h.unit();
    const path = `/people/${person.id}`;
    expect((await h.http(admin, 'PATCH', path, { body: { name: 'New Name' } })).status).toBe(428);
    const changed = await h.http(admin, 'PATCH', path, { ifMatch: 1, body: { name: 'New Name', unit: unit.key } });
    expect(changed.body.version).toBe(2);
    const stale = await h.http(admin, 'PATCH', path, { ifMatch: 1, body: { name: 'Other' } });
    expect(stale.status).toBe(412);
    expect(stale.body.refusals[0].facts.fields).toContainEqual({ field: '/name', old: 'Old Name', new: 'New Name' });
    const repeat = await h.http(admin, 'PATCH', path, { ifMatch: 2, body: { name: 'New Name' } });
    expect(repeat.body.version).toBe(2);
    const shown = await h.http(admin, 'GET', path);
    expect(shown.body).toMatchObject({ name: 'New Name', unit: { key: unit.key }, version: 2 });
    expect(shown.headers.etag).toBe('"2"');
  });

  test('a disabled person loses sessions, tokens and links, and gets none of them back', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['release-manager']);
    const token = await h.apiToken(person, ['read']);
    const second = await h.http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
    expect(second.status).toBe(201);
    const disabled = await h.http(admin, 'POST', `/people/${person.id}/acts/disable`, { ifMatch: 1, body: { reason } });
    expect(disabled.body).toEqual({ id: person.id, version: 2 });
    expect((await h.http(person, 'GET', '/sessions/current')).status).toBe(401);
    expect((await h.http(token, 'GET', '/sessions/current')).status).toBe(401);
    const signIn = await h.http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
    expect(signIn.status).toBe(401);
    const record = await h.app.database.db
      .transaction()
      .execute((tx) => recordAsOf(tx, { kind: 'person', id: person.id }, h.clock.now()));
    expect(record?.record.state).toBe('disabled');

    await h.http(admin, 'POST', `/people/${person.id}/acts/enable`, { ifMatch: 2, body: { reason: 'came back' } });
    expect((await h.http(person, 'GET', '/sessions/current')).status).toBe(401);
    expect((await h.http(token, 'GET', '/sessions/current')).status).toBe(401);
  });

  test('people are found by name, unit, role and state, page by page', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const above = await h.unit();
    const unit = await h.unit({ parent: above });
    for (const name of ['zed Alpha', 'Zed beta', 'Zed_Gamma']) await h.someone(['sponsor'], { unit, name });
    const names = async (query: string) =>
      (await h.http(admin, 'GET', `/people?${query}`)).body.items.map((item: { name: string }) => item.name);
    expect(await names(`unit=${above.key}`)).toEqual(['zed Alpha', 'Zed beta', 'Zed_Gamma']);
    expect(await names(`unit=${above.key}&q=D_g`)).toEqual(['Zed_Gamma']);
    expect(await names(`unit=${above.key}&role=sponsor&state=active`)).toHaveLength(3);
    expect(await names(`unit=${above.key}&role=quality`)).toEqual([]);
    expect(await names(`unit=${above.key}&state=disabled`)).toEqual([]);
    expect(await names('unit=no-such-unit')).toEqual([]);
    const first = await h.http(admin, 'GET', `/people?unit=${above.key}&limit=2`);
    const next = await h.http(admin, 'GET', `/people?unit=${above.key}&limit=2&cursor=${first.body.nextCursor}`);
    expect(next.body.items.map((item: { name: string }) => item.name)).toEqual(['Zed_Gamma']);
    expect(next.body.nextCursor).toBeNull();
    expect((await h.http(admin, 'GET', '/people?cursor=nonsense')).status).toBe(400);
  });

  test('the state of an account shows to the person and to administrators only, and `can` says why not', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['release-manager']);
    const other = await h.someone(['stakeholder']);
    const shown = (as: { cookie: string }) => h.http(as, 'GET', `/people/${person.email}`);
    expect((await shown(other)).body.access).toBeNull();
    expect((await shown(other)).body.can.disable[0].code).toBe('identity.no-right');
    expect((await shown(person)).body.access).toMatchObject({ hasPassword: true, sessions: 1 });
    expect((await shown(admin)).body.can).toMatchObject({ change: true, disable: true, 'issue-link': true, 'grant-role': true });
    const own = await h.http(admin, 'GET', `/people/${admin.id}`);
    expect(own.body.can.disable[0].code).toBe('identity.own-access');
  });

  test('an administrator of a unit administers its people and nobody else, and takes over no account that reaches further', async () => {
    const h = house();
    const unit = await h.unit();
    const local = await h.someone(['administrator'], { unit });
    const inside = await h.someone(['sponsor'], { unit });
    const outside = await h.someone(['sponsor']);
    const root = await h.root();
    const further = await h.someone(['stakeholder'], { unit });
    const chief = await h.someone(['administrator']);
    await h.http(chief, 'POST', '/role-grants', { body: { person: further.id, role: 'release-manager', unit: root.key } });
    const link = (id: string) => h.http(local, 'POST', `/people/${id}/acts/issue-link`, { body: { reason: 'forgot it' } });
    expect((await link(inside.id)).status).toBe(200);
    expect((await link(outside.id)).status).toBe(403);
    expect((await link(further.id)).status).toBe(403);
    expect((await link(local.id)).body.refusals[0].code).toBe('identity.own-access');
    expect((await h.http(local, 'POST', '/people', { body: { email: 'z@firm.example', name: 'Z' } })).status).toBe(403);
    expect(
      (await h.http(local, 'POST', '/people', { body: { email: 'z@firm.example', name: 'Z', unit: unit.key } })).status,
    ).toBe(201);
  });

  test('a secret is answered once: a repeat with the same key makes nothing new and shows none', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const make = () =>
      h.http(admin, 'POST', '/people', {
        body: { email: 'once@firm.example', name: 'Once' },
        headers: { 'idempotency-key': 'one-registration' },
      });
    const [first, again] = [await make(), await make()];
    expect(again.body.id).toBe(first.body.id);
    expect(first.body.link.token).toMatch(/^ill_/);
    expect(again.body.link).toMatchObject({ token: null, path: null });
  });
});
