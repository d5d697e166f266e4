import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { rightsOf } from '../../src/entrances/house.ts';
import { rooms } from '../../src/entrances/rooms.ts';
import type { AnyOperation } from '../../src/foundation/contract.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { verifyOnSchedule } from '../../src/rooms/ledger/acts/verify-on-schedule.ts';
import { openAlarms } from '../../src/rooms/ledger/store/alarms.ts';
import { sealerState } from '../../src/rooms/ledger/store/seal.ts';
import { asSuperuser, sealAll } from '../../src/rooms/ledger/testing/things.ts';
import type { Someone } from '../support/builders.ts';
import { appOf, passkeyOf, proven } from '../support/credentials.ts';
import { type Sender, type TestHouse, useHouse } from '../support/house.ts';
import { act, application, type Cast, castOf, codesOf, propose, walkUntil } from '../support/releases.ts';

/** Under the strict profile until the first test that walks a release, which lets everybody sign with the password alone. */
const house = useHouse();
let h: TestHouse;
let cast: Cast;
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
});

const input = { reason: 'because it is due' };
const accept = (as: Sender, id: string, signature?: object) =>
  h.http(as, 'POST', `/releases/${id}/acts/accept`, {
    ifMatch: 1,
    body: { ...input, ...(signature === undefined ? {} : { signature }) },
  });
const begin = (as: Sender, id: string) =>
  h.http(as, 'POST', '/signatures/ceremonies', { ifMatch: 1, body: { subject: { kind: 'release', id }, verb: 'accept', input } });

describe('who signs proves anew to be themself', () => {
  test('[D11-13-3] signed in with password and passkey: neither the session, a code, a token nor the password alone signs first; both do, then the password alone in sequence', async () => {
    const person = await h.someone(['release-manager'], { unit: cast.unit });
    const [app, passkey] = [await appOf(h, person), await passkeyOf(h, person)];
    await proven(h, person);
    const first = (await propose(h, cast)).body.id;
    const shown = (await begin(person, first)).body;
    const { challenge } = shown.needs.passkey;
    const ceremony = shown.id;
    const machine = await h.apiToken(person, ['read', 'plan', 'act']);
    const refused = [
      await accept(person, first),
      await accept(person, first, { ceremony }),
      await accept(person, first, { ceremony, code: app.code() }),
      await accept(machine, first, { ceremony, password: person.password, assertion: passkey.sign(challenge) }),
      await accept(person, first, { ceremony, password: person.password }),
    ];
    for (const one of refused) expect([403, 422], one.text).toContain(one.status);
    expect((await h.http(person, 'GET', `/signatures?subject=release:${first}`)).body.items).toEqual([]);
    const open = (await begin(person, first)).body;
    const assertion = passkey.sign(open.needs.passkey.challenge);
    const both = await accept(person, first, { ceremony: open.id, password: person.password, assertion });
    expect(both.status, both.text).toBe(200);
    const second = (await propose(h, cast)).body.id;
    const next = await accept(person, second, { ceremony: (await begin(person, second)).body.id, password: person.password });
    expect(next.status, next.text).toBe(200);
    const stored = async (id: string) => (await h.http(person, 'GET', `/signatures?subject=release:${id}`)).body.items;
    expect(await stored(first)).toMatchObject([{ methods: ['password', 'passkey'], series: 1, at: h.clock.now().toISOString() }]);
    expect(await stored(second)).toMatchObject([{ methods: ['password'], series: 2, at: h.clock.now().toISOString() }]);
  });
});

describe('every route is guarded', () => {
  const operations: readonly AnyOperation[] = rooms.flatMap((room) => room.routes.map((route) => route.operation));
  /** The last but one is opened by the token of a read-only link; the last by a signature over the message itself (src/rooms/gates/acts/external-checks.db.test.ts). */
  const open = [
    'identity.set-password',
    'identity.set-up',
    'identity.show-password-rules',
    'identity.sign-in',
    'communications.read-by-link',
    'gates.answer-check',
  ];
  const anybody = new Set(['signed-in', 'signing-in']);

  test('[P11-10d-1] outside of the fixed public list every route answers 401 or 403 without a credential, with an expired one and without the right, and shows nothing', async () => {
    const [gone, roleless] = [await h.someone(['administrator']), await h.someone()];
    await sql`update identity.session set ends_at = ${new Date(h.clock.now().getTime() - 1_000)} where person_id = ${gone.id}`.execute(
      h.app.database.db,
    );
    const rights = rightsOf(rooms);
    let asked = 0;
    for (const operation of operations) {
      if (open.includes(operation.id)) continue;
      expect(anybody.has(operation.right) || rights.has(operation.right), `${operation.id} declares a right`).toBe(true);
      const path = operation.path.replaceAll(/\{\w+\}/g, () => uuidv7());
      const body = operation.method === 'GET' || operation.method === 'DELETE' ? {} : { body: {} };
      const send = (as: Sender) =>
        h.http(as, operation.method, path, { ...body, ...(operation.versioned ? { ifMatch: 1 } : {}) });
      const replies = [await send(null), await send(gone), ...(anybody.has(operation.right) ? [] : [await send(roleless)])];
      expect(
        replies.map((reply) => reply.status),
        operation.id,
      ).toEqual([401, 401, 403].slice(0, replies.length));
      for (const reply of replies)
        expect(Object.keys(reply.body).toSorted()).toEqual(['detail', 'instance', 'refusals', 'status', 'title', 'type']);
      asked += replies.length;
    }
    expect(asked).toBeGreaterThan(300);
  }, 120_000);
});

describe('a release for GxP use', () => {
  test('[A11-15] is refused to who runs the release; quality gives it by full signature, which shows name, role, time and scope', async () => {
    const app = await application(h, cast, 'yes');
    const { body: made } = await propose(h, cast, { applications: [{ application: app.key, role: 'changed', version: '1.0' }] });
    await walkUntil(h, cast, made.id, 'validate');
    const release = (as: Someone) => act(h, as, made.id, 'release-for-use');
    for (const technical of [cast.manager, cast.owner, cast.deployer]) {
      const refused = await release(technical);
      expect([403, 422], refused.text).toContain(refused.status);
    }
    const unsigned = await h.http(cast.quality, 'POST', `/releases/${made.id}/acts/release-for-use`, {
      ifMatch: (await h.http(cast.quality, 'GET', `/releases/${made.id}`)).body.version,
      body: input,
    });
    expect(codesOf(unsigned)).toEqual(['signatures.signature-required']);
    expect((await release(cast.quality)).body.state).toBe('released-for-use');
    const { items } = (await h.http(cast.quality, 'GET', `/signatures?subject=release:${made.id}`)).body;
    const given = items.find((one: { verb: string }) => one.verb === 'release-for-use');
    expect(given).toMatchObject({
      meaning: { code: 'released-for-use' },
      signer: { name: cast.quality.name, roles: ['quality'] },
      at: h.clock.now().toISOString(),
      standing: 'valid',
    });
    const { body: whole } = await h.http(cast.quality, 'GET', `/signatures/${given.id}`);
    expect(Object.values(whole.content.applications)).toMatchObject([{ version: '1.0' }]);
    expect(whole.text).toContain(cast.quality.name);
  });
});

describe('the stored record and the ledger', () => {
  test('[P11-10a-2] a column that was changed past the application: the verifier names record and version, the record shows it in place of a valid signature, an alarm is open', async () => {
    const { body: made } = await propose(h, cast);
    const { body: untouched } = await propose(h, cast);
    for (const one of [made, untouched]) expect((await act(h, cast.manager, one.id, 'accept')).status).toBe(200);
    await sealAll(h);
    await asSuperuser(h, `update releases.release set class = 'major' where id = '${made.id}'`);
    const { body: seen } = await h.http(cast.quality, 'GET', `/releases/${made.id}`);
    expect(seen.decisions[0].signature.standing).toBe('changed');
    expect((await h.http(cast.quality, 'GET', `/releases/${untouched.id}`)).body.decisions[0].signature.standing).toBe('valid');
    h.clock.moveBy(86_400_000);
    await verifyOnSchedule(h.app);
    const alarms = await openAlarms(h.app.database.db);
    expect(alarms.map(({ says }) => says)).toEqual([
      `the release ${made.key}, version 2, is not what its entries lead to: /class`,
    ]);
    await asSuperuser(h, `update releases.release set class = 'minor' where id = '${made.id}'`);
    h.clock.moveBy(86_400_000);
    await verifyOnSchedule(h.app);
    expect(await openAlarms(h.app.database.db)).toEqual([]);
  });

  test('[NIST-AU-7] indexes that were dropped and built again change no answer of a filter, no order and no root', async () => {
    await sealAll(h);
    const auditor = await h.someone(['auditor']);
    const found = async () => {
      const query = `/ledger/entries?kind=release&actor=${cast.manager.id}&limit=100`;
      const { items } = (await h.http(auditor, 'GET', query)).body;
      return items.map((entry: { id: string; seq: number; hash: string }) => [entry.id, entry.seq, entry.hash]);
    };
    const tree = async () =>
      (
        await sql`select level, index, encode(hash, 'hex') as hash from ledger.node order by level, index`.execute(
          h.app.database.db,
        )
      ).rows;
    const before = [await found(), await tree()];
    expect(before[0]?.length).toBeGreaterThan(3);
    const { rows } = await sql<{ name: string; made: string }>`
      select schemaname || '.' || indexname as name, indexdef as made from pg_indexes i
      where schemaname = 'ledger' and tablename = 'entry'
        and not exists (select from pg_constraint c where c.conindid = (i.schemaname || '.' || i.indexname)::regclass)`.execute(
      h.app.database.db,
    );
    expect(rows.length).toBeGreaterThan(2);
    await asSuperuser(h, ...rows.map(({ name }) => `drop index ${name}`));
    expect([await found(), await tree()]).toEqual(before);
    await asSuperuser(h, ...rows.map(({ made }) => made));
    expect([await found(), await tree()]).toEqual(before);
    expect((await sealerState(h.app.database.db, h.clock.now())).unsealed).toBe(0);
  });
});
