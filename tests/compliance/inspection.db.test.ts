import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { operations } from '../../src/entrances/contracts.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../support/house.ts';
import type { HttpOptions } from '../support/http.ts';
import { holdProfile } from '../support/profile.ts';
import { type Cast, castOf, codesOf, propose } from '../support/releases.ts';

const house = useHouse();
const day = 86_400_000;
let h: TestHouse;
let cast: Cast;
let inspector: Someone;
let auditor: Someone;
let release: { readonly id: string; readonly key: string };

beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  inspector = await h.someone(['inspector'], { unit: cast.unit, name: 'Ina Inspector' });
  auditor = await h.someone(['auditor']);
  release = (await propose(h, cast)).body;
});

const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
});

/** What everybody may do with their own sign-in, and what no session opens. Whoever adds one says why. */
const ownAccount: Readonly<Record<string, string>> = {
  'identity.sign-in': 'is asked by nobody yet',
  'identity.set-up': 'is asked by nobody yet, with a link',
  'identity.set-password': 'is asked by nobody yet, with a link',
  'gates.answer-check': 'is a checking machine’s: its own signature lets it in, no session does',
  'identity.complete-sign-in': 'the second step of signing in',
  'identity.sign-out': 'ends their own session',
  'identity.sign-out-everywhere': 'ends their own sessions',
  'identity.extend-session': 'says that they are still there',
  'identity.choose-role': 'chooses in which of their roles they act; an inspector stays one',
  'identity.end-session': 'ends a session of their own',
  'identity.change-password': 'their own password',
  'identity.enrol-app': 'their own second factor',
  'identity.enrol-passkey': 'their own second factor',
  'identity.make-recovery-codes': 'their own recovery codes',
  'identity.remove-credential': 'their own second factor',
  'identity.withdraw-token': 'ends a token of their own',
  'identity.ask-for-check': 'has their own identity checked',
};

/** Asked with POST because what is asked does not fit an address; they answer and change nothing (tests/house/one-write-path.db.test.ts proves it). */
const mereQuestions = new Set([
  'calendar.resolve-time',
  'calendar.preview-recurrence',
  'calendar.preview-cadence-windows',
  'interlocks.find-free-slots',
  'gates.what-if',
  'releases.what-if',
  'interlocks.preview-holds',
  'releases.preview-move',
  'releases.preview-proposal',
  'integrations.preview-plan',
  'communications.read-by-link',
]);

describe('an inspector', () => {
  test('gets 403 on every write operation of the API description, beyond those of their own sign-in', async () => {
    const { paths } = description.parse(JSON.parse(await readFile('api/openapi.json', 'utf8')));
    const open: string[] = [];
    let closed = 0;
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { operationId }] of Object.entries(methods)) {
        if (method === 'get' || mereQuestions.has(operationId)) continue;
        const address = path.replace(/^\/api\/v1/, '').replaceAll(/\{\w+\}/g, () => uuidv7());
        const how = z.enum(['POST', 'PUT', 'PATCH', 'DELETE']).parse(method.toUpperCase());
        // A fresh inspector each time: some of these operations end the session that asks.
        const as = operationId in ownAccount ? await h.someone(['inspector']) : inspector;
        const reply = await h.http(as, how, address, { body: {}, ifMatch: 1 });
        if (reply.status === 403) closed += 1;
        else open.push(operationId);
      }
    }
    expect(closed).toBeGreaterThan(70);
    expect(open.toSorted()).toEqual(Object.keys(ownAccount).toSorted());
  });

  test('is granted for a time: refused without an end, beyond 90 days, and over when it ends', async () => {
    const admin = await h.someone(['administrator']);
    const person = await h.someone();
    const grant = (until?: Date) =>
      h.http(admin, 'POST', '/role-grants', {
        body: {
          person: person.id,
          role: 'inspector',
          unit: cast.unit.key,
          ...(until === undefined ? {} : { until: until.toISOString() }),
        },
      });
    const inDays = (days: number): Date => new Date(h.clock.now().getTime() + days * day);
    for (const until of [undefined, inDays(91)]) {
      const refused = await grant(until);
      expect([refused.status, codesOf(refused)]).toEqual([422, ['identity.inspection-unbounded']]);
    }
    expect(codesOf(await grant(inDays(-1)))).toEqual(['identity.grant-ends-before']);
    await holdProfile(h.app, { 'access.inspectionDays': 7 });
    expect(codesOf(await grant(inDays(8)))).toEqual(['identity.inspection-unbounded']);
    await holdProfile(h.app, {});
    const granted = await grant(inDays(1));
    expect([granted.status, granted.body.until]).toEqual([201, inDays(1).toISOString()]);
    const longer = await grant(inDays(2));
    expect([longer.status, longer.body.until]).toEqual([201, inDays(2).toISOString()]);
    expect(longer.body.id).not.toBe(granted.body.id);
    expect((await grant(inDays(2))).body.id).toBe(longer.body.id);
    const { body: shown } = await h.http(admin, 'GET', `/people/${person.id}`);
    expect(shown.roles.map((held: { role: string; endsAt: string }) => [held.role, held.endsAt])).toEqual([
      ['inspector', inDays(2).toISOString()],
    ]);
    const roles = (await h.refreshed(person)).holdings.map(({ role }) => role);
    expect(roles).toEqual(['inspector']);
    const before = h.clock.now();
    h.clock.moveBy(2 * day);
    await sql`update identity.session set created_at = ${h.clock.now()}, seen_at = ${h.clock.now()}, ends_at = ${inDays(1)} where ended_at is null`.execute(
      h.app.database.db,
    );
    expect((await h.refreshed(person)).holdings).toEqual([]);
    expect((await h.http(person, 'GET', `/releases/${release.id}`)).status).toBe(403);
    h.clock.moveTo(before);
  });

  test('in the database too has no role without an end', async () => {
    const person = await h.someone();
    const { id: unit } = await h.root();
    const insert = sql`insert into identity.role_grant (id, person_id, role, unit_id, granted_by, granted_at)
      values (${uuidv7()}, ${person.id}, 'inspector', ${unit}, ${person.id}, ${h.clock.now()})`;
    await expect(insert.execute(h.app.database.db)).rejects.toThrow('inspector_has_an_end');
  });

  test('sees the releases of their units and no others', async () => {
    expect((await h.http(inspector, 'GET', `/releases/${release.id}`)).status).toBe(200);
    const elsewhere = await h.someone(['inspector'], { unit: await h.unit() });
    expect((await h.http(elsewhere, 'GET', `/releases/${release.id}`)).status).toBe(404);
  });
});

type Row = {
  readonly operation: string;
  readonly record: string | null;
  readonly file: boolean;
  readonly background: boolean;
  readonly person: { readonly name: string };
};
/** A request a second later, so that what it leaves has its place in the order. */
const later = (as: Someone, path: string, options: HttpOptions = {}): Promise<HttpReply> => {
  h.clock.moveBy(1_000);
  return h.http(as, 'GET', path, options);
};
const log = async (query: string, as: Someone = auditor): Promise<readonly Row[]> =>
  (await h.http(as, 'GET', `/access-log?${query}`)).body.items;

describe('the access log', () => {
  test('holds one row for each page, list and file that an inspector is shown, and none for what was refused', async () => {
    const ina = await h.someone(['inspector'], { name: 'Ina Logged' });
    await later(ina, '/sessions/current');
    await later(ina, `/releases/${release.key}`);
    await later(ina, '/ledger/entries?limit=100');
    await later(ina, `/records/release/${release.key}/history`);
    await later(ina, '/releases/REL-0');
    await later(ina, '/access-log');
    await later(ina, `/ledger/entries/export?key=${release.key}`);
    await later(ina, '/releases', { headers: { 'interlock-background': '1' } });
    const rows = await log(`person=${ina.id}&sort=at`);
    expect(rows.map(({ operation, record, file }) => [operation, record, file])).toEqual([
      ['releases.get', release.key, false],
      ['ledger.entries', null, false],
      ['ledger.history', release.key, false],
      ['ledger.export-entries', release.key, true],
      ['releases.list', null, false],
    ]);
    expect(rows[0]).toMatchObject({
      person: { id: ina.id, name: 'Ina Logged' },
      roles: ['inspector'],
      via: 'session',
      kind: null,
    });
    // The header marks a view and hides none: anybody can send it by hand.
    expect(rows.map(({ background }) => background)).toEqual([false, false, false, false, true]);
    expect(await log(`person=${ina.id}&background=true`)).toHaveLength(1);
    expect(await log(`person=${ina.id}&background=false`)).toHaveLength(4);
    expect(await log(`person=${ina.id}&file=true`)).toHaveLength(1);
    expect(await log(`record=${release.key.toLowerCase()}&person=${ina.id}`)).toHaveLength(3);
    const first = await h.http(auditor, 'GET', `/access-log?person=${ina.id}&limit=3`);
    const rest = await h.http(auditor, 'GET', `/access-log?person=${ina.id}&limit=3&cursor=${first.body.nextCursor}`);
    expect([first.body.items.length, rest.body.items.length, rest.body.nextCursor]).toEqual([3, 2, null]);
  });

  test('holds what is asked with POST as well: each such question says that it reads', async () => {
    expect(new Set(operations.filter((one) => one.reads === true).map((one) => one.id))).toEqual(mereQuestions);
    const asking = await h.someone(['inspector']);
    const path = `/releases/${release.key}/what-if`;
    expect((await h.http(asking, 'POST', path, { body: {}, headers: { 'interlock-background': '1' } })).status).toBe(200);
    expect((await h.http(asking, 'POST', path, { body: { at: 'tomorrow' } })).status).toBe(400);
    expect(await log(`person=${asking.id}&background=true`)).toMatchObject([
      { operation: 'releases.what-if', record: release.key, file: false },
    ]);
  });

  test('holds of an auditor the files alone, and of others nothing', async () => {
    const anna = await h.someone(['auditor']);
    await h.http(anna, 'GET', `/releases/${release.key}`);
    await h.http(anna, 'GET', '/ledger/entries/export');
    await h.http(cast.manager, 'GET', '/ledger/entries/export');
    expect((await log(`person=${anna.id}`)).map(({ operation }) => operation)).toEqual(['ledger.export-entries']);
    expect(await log(`person=${cast.manager.id}`)).toEqual([]);
  });

  test('a view that cannot be written down is not given', async () => {
    const ina = await h.someone(['inspector']);
    const { viewed } = h.app.ports;
    const broken = { ...h.app.ports, viewed: () => Promise.reject(new Error('the disk is full')) };
    Object.assign(h.app, { ports: broken });
    const reply = await h.http(ina, 'GET', `/releases/${release.key}`);
    Object.assign(h.app, { ports: { ...broken, viewed } });
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain('"name"');
  });

  test('is for who holds the right everywhere, and its export leaves an entry with rows and digest', async () => {
    const local = await h.http(await h.someone(['auditor'], { unit: cast.unit }), 'GET', '/access-log');
    expect([local.status, codesOf(local)]).toEqual([403, ['records.whole-organisation-only']]);
    expect((await h.http(inspector, 'GET', '/access-log')).status).toBe(403);
    const exported = await later(auditor, `/access-log/export?record=${release.key}`);
    expect(exported.status, exported.text).toBe(200);
    const lines = exported.text.trim().split('\r\n');
    expect(lines[0]).toContain('At,Person,Roles');
    const { items } = (await h.http(auditor, 'GET', '/ledger/entries?act=ledger.export-finished&limit=1')).body;
    const after = Object.fromEntries(
      items[0].changes.map((change: { field: string; new: unknown }) => [change.field, change.new]),
    );
    expect(after).toMatchObject({ '/rows': lines.length - 1, '/state': 'finished' });
    expect(after['/sha256']).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is given as JSON with its rows and what they come to, which is kept as well', async () => {
    const asked = `record=${release.key}`;
    const given = await later(auditor, `/access-log/export.json?${asked}`);
    expect(given.status, given.text).toBe(200);
    const { rows, totals } = JSON.parse(given.text);
    const { items } = (await h.http(auditor, 'GET', `/access-log?limit=200&${asked}`)).body;
    const before = items.filter((row: { operation: string }) => row.operation !== 'records.export-access-log-json');
    expect(rows.map((row: { id: string }) => row.id)).toEqual(
      expect.arrayContaining(before.map((row: { id: string }) => row.id)),
    );
    const people = new Set(rows.map((row: { person: { id: string } }) => row.person.id));
    expect(totals).toMatchObject({ rows: rows.length, people: people.size, records: 1, first: rows.at(-1).at, last: rows[0].at });
    expect(totals.byOperation.reduce((sum: number, one: { rows: number }) => sum + one.rows, 0)).toBe(rows.length);
    const entry = (await h.http(auditor, 'GET', '/ledger/entries?act=ledger.export-finished&limit=1')).body.items[0];
    const kept = Object.fromEntries(entry.changes.map((change: { field: string; new: unknown }) => [change.field, change.new]));
    expect(kept).toMatchObject({ '/rows': rows.length, '/sha256': createHash('sha256').update(given.text).digest('hex') });
  });

  test('takes inserts alone', async () => {
    const { db } = h.app.database;
    await expect(sql`update records.access set says = 'nothing'`.execute(db)).rejects.toThrow('permission denied');
    await expect(sql`delete from records.access`.execute(db)).rejects.toThrow('permission denied');
    await expect(sql`truncate records.access`.execute(db)).rejects.toThrow('permission denied');
  });
});
