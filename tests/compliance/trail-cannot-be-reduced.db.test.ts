import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import type { Method, Sender } from '../support/http.ts';
import { readableLog } from '../support/log.ts';
import { codesOf } from '../support/releases.ts';

const { log, lines } = readableLog();
const house = useHouse({ log });

/** Values of the profile by which the trail, its retention and the alarms go. */
const offered = rooms
  .flatMap((room) => room.profile ?? [])
  .filter(({ key }) => /^(audit|ledger|time|retention|alarms)\./.test(key));

let admin: Someone;
let token: { readonly token: string; readonly actor: { readonly id: string } };
let entry: string;
beforeAll(async () => {
  const h = house();
  admin = await h.someone(['administrator']);
  const all = await h.someone(['administrator', 'quality', 'auditor']);
  token = await h.apiToken(all, ['read', 'plan', 'act', 'administer']);
  await h.http(admin, 'POST', '/units', { body: { key: 'lab', name: 'Lab', parent: (await h.root()).key } });
  entry = (await h.http(all, 'GET', '/ledger/entries?limit=1')).body.items[0].id;
});

/** By what was granted, by whose it is, or, in the one table into which refusals to delete are written by a view, by how it is made. */
const denied = /permission denied|must be owner|can only be updated to DEFAULT/;
const insertOnly = async (): Promise<readonly string[]> => {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and obj_description(c.oid, 'pg_class') like '%@insert-only%' order by 1`.execute(
    house().app.database.db,
  );
  return rows.map(({ name }) => name);
};

describe('nobody changes, removes or switches off the trail:', () => {
  test('[P11-10e-5] the role that serves is refused UPDATE, DELETE, TRUNCATE and every way around them by the database, on each table that is added to only', async () => {
    const tables = await insertOnly();
    expect(tables).toEqual(
      expect.arrayContaining(['ledger.entry', 'ledger.side', 'ledger.place', 'records.access', 'alarms.step']),
    );
    const runtime = new pg.Client({ connectionString: house().database.appUrl });
    await runtime.connect();
    try {
      for (const table of tables) {
        const { rows } = await runtime.query(`select attname from pg_attribute where attrelid = $1::regclass and attnum = 1`, [
          table,
        ]);
        const column = pg.escapeIdentifier(rows[0].attname);
        for (const statement of [
          `update ${table} set ${column} = ${column}`,
          `delete from ${table}`,
          `truncate ${table}`,
          `alter table ${table} disable trigger all`,
          `drop table ${table}`,
          `create rule nothing as on insert to ${table} do instead nothing`,
        ]) {
          await runtime.query('begin');
          await expect(runtime.query(statement), statement).rejects.toThrow(denied);
          await runtime.query('rollback');
        }
      }
      const owner = pg.escapeIdentifier(new URL(house().database.ownerUrl).username);
      await expect(runtime.query('set session_replication_role = replica')).rejects.toThrow(denied);
      await expect(runtime.query(`set role ${owner}`)).rejects.toThrow(denied);
    } finally {
      await runtime.end();
    }
  });

  test('[P11-10e-5] an administrator, and a token with every scope, are refused every call that would, and each leaves a security event that names them', async () => {
    const h = house();
    const { version } = (await h.http(admin, 'GET', '/profile')).body;
    expect(offered.length).toBeGreaterThan(5);
    const beyond = offered.map((value) => {
      const loose = value.type === 'choice' ? 'off' : value.stricter === 'lower' ? value.most + 1 : value.least - 1;
      return { [value.key]: loose };
    });
    const propose = (values: object) => ['POST', '/profile/changes', { values, reason: 'too much noise' }] as const;
    const attempts: readonly (readonly [Method, string, object?])[] = [
      ['PATCH', `/ledger/entries/${entry}`, { reason: 'another one' }],
      ['PUT', `/ledger/entries/${entry}`, {}],
      ['DELETE', `/ledger/entries/${entry}`],
      ['DELETE', '/ledger/entries'],
      ['POST', '/ledger/acts/disable', {}],
      ['PATCH', '/settings/audit', { enabled: false }],
      propose({ 'audit.enabled': false }),
      ...beyond.map(propose),
      ['POST', '/alarm-suppressions', { kind: 'ledger.does-not-fit', reason: 'too much noise' }],
    ];
    const senders: readonly (readonly [Sender, string, string])[] = [
      [admin, admin.id, 'session'],
      [token, token.actor.id, 'token'],
    ];
    for (const [as, id, via] of senders)
      for (const [method, path, body] of attempts) {
        const what = `${via}: ${method} ${path} ${JSON.stringify(body)}`;
        const ifMatch = path === '/profile/changes' ? { ifMatch: version } : {};
        const reply = await h.http(as, method, path, { ...ifMatch, ...(body === undefined ? {} : { body }) });
        expect(reply.status, `${what}: ${reply.text}`).toBeGreaterThanOrEqual(400);
        expect(reply.status, what).toBeLessThan(500);
        const said = lines().find((line) => line.requestId === reply.headers['x-request-id']);
        expect(said?.security, what).toMatchObject({
          event: 'refused',
          actor: { id, via },
          method,
          path: `/api/v1${path}`,
          status: reply.status,
          codes: codesOf(reply),
        });
      }
    const after = (await h.http(admin, 'GET', '/profile')).body;
    expect(after.version).toBe(version);
  });

  test('who proposes to loosen what the trail goes by does not confirm it: until somebody else has, it holds as it was, and quality is alarmed', async () => {
    const h = house();
    const { version } = (await h.http(admin, 'GET', '/profile')).body;
    const values = { 'audit.reasonCharacters': 5 };
    const { body: change } = await h.http(admin, 'POST', '/profile/changes', {
      ifMatch: version,
      body: { values, reason: 'noise' },
    });
    const own: HttpReply = await h.http(admin, 'POST', `/profile/changes/${change.id}/acts/confirm`, {
      ifMatch: change.version,
      body: { reason: 'my own' },
    });
    expect(codesOf(own)).toEqual(['identity.not-independent']);
    expect(lines().find((line) => line.requestId === own.headers['x-request-id'])?.security).toMatchObject({
      actor: { id: admin.id },
      codes: codesOf(own),
    });
    expect((await h.http(admin, 'GET', '/profile')).body.version).toBe(version);
    const quality = await h.someone(['quality']);
    const { items } = (await h.http(quality, 'GET', '/alarms?kind=policies.trail-settings-changed')).body;
    expect(items).toMatchObject([{ severity: 'critical', subject: { id: change.id } }]);
  });
});

test('a security event holds nothing of what was sent: neither body nor query nor headers; what anybody may do and what passes by itself leaves none', async () => {
  const h = house();
  const secret = 'a-very-secret-thing';
  const reply = await h.http(admin, 'POST', `/ledger/entries/${secret.slice(0, 6)}?token=${secret}`, {
    body: { password: secret, comment: secret },
    headers: { 'x-api-key': secret },
  });
  expect(reply.status).toBe(404);
  const said = lines().filter((line) => line.requestId === reply.headers['x-request-id']);
  expect(said).toHaveLength(1);
  expect(JSON.stringify(said)).not.toContain(secret);
  // A stranger is written down without a name; a look that is refused, too; one at what is not there is no event.
  const stranger = await h.http(null, 'POST', '/units', { body: {} });
  expect(lines().find((line) => line.requestId === stranger.headers['x-request-id'])?.security).toMatchObject({ status: 401 });
  const reader = await h.someone(['stakeholder']);
  const look = await h.http(reader, 'GET', '/ledger/entries');
  expect(lines().find((line) => line.requestId === look.headers['x-request-id'])?.security).toMatchObject({
    actor: { id: reader.id },
    status: 403,
  });
  const missing = await h.http(reader, 'GET', '/no-such-thing');
  expect(lines().filter((line) => line.requestId === missing.headers['x-request-id'])).toEqual([]);
});
