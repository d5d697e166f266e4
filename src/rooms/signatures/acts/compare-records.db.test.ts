import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  gateDraft,
  placeGates,
  propose,
  walkUntil,
} from '../../../../tests/support/releases.ts';
import { verifyOnSchedule } from '../../ledger/acts/verify-on-schedule.ts';
import { openAlarms } from '../../ledger/store/alarms.ts';
import { asSuperuser, sealAll } from '../../ledger/testing/things.ts';
import { firstDifference } from './compare-records.ts';

const house = useHouse();
let h: TestHouse;
let cast: Cast;
let release: { readonly id: string; readonly key: string };
let app: { readonly id: string; readonly key: string };
let gate = '';

beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  app = await application(h, cast, 'no');
  const made = await propose(h, cast, { applications: [{ application: app.key, role: 'changed', version: '4.2' }] });
  release = made.body;
  [gate = ''] = await placeGates(h, cast, release, [gateDraft('declare-ready')]);
  await walkUntil(h, cast, release.id, 'start');
  h.clock.moveBy(60_000);
  const path = `/gates/${gate}/criteria/done/results`;
  expect((await h.http(cast.tester, 'POST', path, { body: { checked: false, note: 'first run' } })).status).toBe(201);
  const { body: seen } = await h.http(cast.quality, 'GET', `/gates/${gate}`);
  const decided = await h.http(cast.quality, 'POST', `/gates/${gate}/acts/fail`, {
    ifMatch: seen.version,
    body: { reason: 'as found', evaluationHash: seen.evaluation.hash, password: cast.quality.password },
  });
  expect(decided.status, decided.text).toBe(201);
  const other = await propose(h, cast);
  expect((await act(h, cast.manager, other.body.id, 'accept')).status).toBe(200);
}, 60_000);

/** What a database administrator may try on tables of rooms, no entry touched: by the table, how it is undone, and what must be named. */
const attacks: Readonly<Record<string, readonly [attack: () => string, table: string, named: () => string]>> = {
  'sets a state that nobody decided': [
    () => `update releases.release set state = 'deployed' where id = '${release.id}'`,
    'releases.release',
    () => `the release ${release.key}, version|is not what its entries lead to: /state`,
  ],
  'gives a decision to somebody else': [
    () => `update releases.decision set by_id = '${cast.owner.id}' where kind = 'accept' and release_id = '${release.id}'`,
    'releases.decision',
    () => `the release ${release.key}, version|is not what its entries lead to: /decisions`,
  ],
  'takes a decision away': [
    () => `delete from releases.decision where kind = 'accept' and release_id = '${release.id}'`,
    'releases.decision',
    () => `the release ${release.key}, version|is not what its entries lead to: /decisions`,
  ],
  'turns a failed gate into a passed one': [
    () => `update gates.gate set state = 'passed' where id = '${gate}'`,
    'gates.gate',
    () => 'is not what its entries lead to: /state',
  ],
  'turns a result': [
    () => `update gates.result set note = 'all well' where gate_id = '${gate}'`,
    'gates.result',
    () => 'is not what its entries lead to: /criteria/done/result/note',
  ],
  'makes an application validated': [
    () => `update portfolio.application set name = 'Another' where id = '${app.id}'`,
    'portfolio.application',
    () => `the application ${app.key}, version|is not what its entries lead to: /name`,
  ],
  'changes who signed': [
    () => `update signatures.signature set signer_id = '${cast.owner.id}' where subject_id = '${release.id}' and verb = 'accept'`,
    'signatures.signature',
    () => 'is not the one that its entry tells of',
  ],
  'takes a signature away': [
    () => `delete from signatures.signature where subject_id = '${release.id}' and verb = 'accept'`,
    'signatures.signature',
    () => 'is gone, and its entry tells of it',
  ],
  'takes all signatures away': [
    () => 'truncate signatures.signature',
    'signatures.signature',
    () => 'is gone, and its entry tells of it',
  ],
  'exchanges the evidence of two signatures': [
    () => `update signatures.signature s set statement = o.statement, payload = o.payload, evidence = o.evidence, payload_hash = o.payload_hash, content_hash = o.content_hash
      from signatures.signature o where s.subject_id = o.subject_id and s.verb = 'accept' and o.verb = 'plan'`,
    'signatures.signature',
    () => 'is not the one that its entry tells of',
  ],
};

/** Columns that are not computed out of others. */
async function plainColumns(table: string): Promise<string> {
  const { rows } = await sql<{ names: string }>`
    select string_agg(quote_ident(attname), ', ') as names from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`.execute(
    h.app.database.db,
  );
  return rows[0]?.names ?? '';
}

describe('records and signatures, held against the ledger', () => {
  test('are what their entries lead to', async () => {
    expect(await firstDifference(h.app)).toBeNull();
  });

  test.each(Object.entries(attacks))(
    'a database administrator who %s is found, and the record is named',
    async (_, [attack, table, named]) => {
      await asSuperuser(h, `create table public.kept as select * from ${table}`);
      try {
        await asSuperuser(h, attack());
        const found = await firstDifference(h.app);
        for (const part of named().split('|')) expect(found).toContain(part);
      } finally {
        const columns = await plainColumns(table);
        await asSuperuser(
          h,
          `begin; set session_replication_role = replica; delete from ${table}; insert into ${table} (${columns}) select ${columns} from public.kept; commit`,
          'drop table public.kept',
        );
      }
      expect(await firstDifference(h.app)).toBeNull();
    },
  );

  test('the daily verification raises an alarm at the first difference, once, and ends it when all fits again', async () => {
    await sealAll(h);
    await asSuperuser(h, `update releases.release set class = 'major' where id = '${release.id}'`);
    for (let day = 0; day < 2; day++) {
      h.clock.moveBy(86_400_000);
      await verifyOnSchedule(h.app);
    }
    const alarms = await openAlarms(h.app.database.db);
    expect(alarms).toMatchObject([{ kind: 'records', says: expect.stringContaining(`the release ${release.key}`) }]);
    const { body } = await h.http(await h.someone(['auditor']), 'GET', '/ledger');
    expect(body.alarms).toMatchObject([{ kind: 'records' }]);
    await asSuperuser(h, `update releases.release set class = 'minor' where id = '${release.id}'`);
    h.clock.moveBy(86_400_000);
    await verifyOnSchedule(h.app);
    expect(await openAlarms(h.app.database.db)).toEqual([]);
  });
});
