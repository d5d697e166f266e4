import { type KyselyPlugin, RawNode, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ChangeCast, changeCastOf } from '../../../../tests/support/changes.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { type ChangeFilter, listChanges, type Sort } from './list-changes.ts';

const planned = z.object({
  'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }) })]),
});
type Plan = z.output<typeof planned>['QUERY PLAN'][0]['Plan'];

/** Runs a statement as EXPLAIN, keeps its plan and answers nothing. */
const explaining = (plans: Plan[]): KyselyPlugin => ({
  transformQuery: ({ node }) => {
    if (node.kind !== 'RawNode') return node;
    const [first = '', ...rest] = node.sqlFragments;
    return RawNode.create([`explain (analyze, buffers, format json) ${first}`, ...rest], node.parameters);
  },
  transformResult: async ({ result }) => {
    for (const row of result.rows) plans.push(planned.parse(row)['QUERY PLAN'][0].Plan);
    return { ...result, rows: [] };
  },
});

const house = useHouse();
let cast: ChangeCast;
/** A short answer reads so many pages at most at any size: what it reads more of is the depth of indexes, and of a text the postings of its letters. */
const short = 150;
const small = 10_000;
const large = 100_000;

/** Changes with two applications each, one in ten open and the latest to come; whoever owns changes has as many of them at every size. */
async function fill(from: number, until: number): Promise<void> {
  const h = house();
  const { db } = h.app.database;
  const [first, last] = [from / 20, until / 20 - 1];
  await sql`
    insert into identity.person (id, email, name, state, version, created_at)
    select md5('person' || i)::uuid, 'scale-' || i || '@example.org', 'Person ' || i, 'active', 1, now()
    from generate_series(${first}::int, ${last}::int) i`.execute(db);
  await sql`
    insert into portfolio.application (id, key, name, unit_id, criticality, gxp, sox, lifecycle_stage, validated_state, version, changed_at)
    select md5('application' || i)::uuid, 'SCALE-' || i, 'Application ' || i, ${cast.unit.id}, 'low', 'no', 'no', 'live', 'not-applicable', 1, now()
    from generate_series(${first}::int, ${last}::int) i`.execute(db);
  await sql`
    insert into changes.change (id, key, name, description, model, unit_id, owner_id, requested_by, authors, state, planned_start, planned_end, planned_zone,
      back_out_plan, test_plan, answers, links, outcome, outcome_note, outcome_at, created_at, updated_at, version)
    select md5('change' || i)::uuid, 'CHG-' || (100000 + i), 'Change ' || i, '', 'normal', ${cast.unit.id}, md5('person' || i / 20)::uuid,
      md5('person' || i / 20)::uuid, array[md5('person' || i / 20)::uuid], s, t, t + interval '2 hours', 'UTC', '', '', '{}', '[]',
      case when s = 'closed' then 'implemented' end, case when s = 'closed' then 'It runs.' end, case when s = 'closed' then t end, t, t, 1
    from (select i, case when i % 10 = 0 then (array['submitted', 'assessed', 'scheduled'])[1 + i / 10 % 3] else 'closed' end as s,
        timestamptz '2017-01-01' + i * interval '1 hour' as t
      from generate_series(${from}::int, ${until - 1}::int) i) one`.execute(db);
  await sql`
    insert into changes.application (change_id, application_id, role)
    select md5('change' || i)::uuid, md5('application' || (i / 20 + k) % ${until / 20}::int)::uuid, 'changed'
    from generate_series(${from}::int, ${until - 1}::int) i, generate_series(0, 1) k on conflict do nothing`.execute(db);
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: h.database.ownerUrl });
  await owner.connect();
  await owner.query('vacuum analyze changes.change');
  await owner.query('vacuum analyze changes.application');
  await owner.query('vacuum analyze identity.person');
  await owner.query('vacuum analyze portfolio.application');
  await owner.end();
}

const all: ChangeFilter = {
  reach: 'all',
  states: null,
  models: null,
  unitIds: null,
  ownerIds: null,
  applicationIds: null,
  follows: null,
  bands: null,
  open: null,
  text: null,
};
const sorts: readonly Sort[] = (['planned', 'key', 'updated'] as const).flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
]);
/** Ids of the fixture: MD5 of what they are, as the fill makes them. */
const idOf = async (text: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select md5(${text})::uuid as id`.execute(house().app.database.db);
  return rows[0]?.id ?? '';
};

const filters: Readonly<Record<string, () => Promise<Partial<ChangeFilter>>>> = {
  none: async () => ({}),
  open: async () => ({ open: true }),
  'one state': async () => ({ states: ['submitted'] }),
  'one owner': async () => ({ ownerIds: [await idOf('person7')] }),
  'one application': async () => ({ applicationIds: [await idOf('application7')] }),
  'a text': async () => ({ text: 'chg-107777' }),
  'one unit': async () => ({ unitIds: [cast.unit.id] }),
};

/** Pages of 8 kB that the first page of a list reads, the second time. */
async function buffersOf(more: Partial<ChangeFilter>, sort: Sort): Promise<number> {
  const plans: Plan[] = [];
  const db = house().app.database.db.withPlugin(explaining(plans));
  const page = { sort, after: null, limit: 51 };
  await listChanges(db, { ...all, ...more }, page);
  await listChanges(db, { ...all, ...more }, page);
  const plan = plans.at(-1);
  return plan === undefined ? Number.NaN : plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

describe('lists of changes at a tenth and at 100,000', () => {
  const before = new Map<string, number>();
  const cases = Object.keys(filters).flatMap((filter) =>
    sorts.map((sort) => [`${filter} by ${sort.descending ? '-' : ''}${sort.by}`, filter, sort] as const),
  );
  beforeAll(async () => {
    cast = await changeCastOf(house());
    await fill(0, small);
    for (const [name, filter, sort] of cases) before.set(name, await buffersOf((await filters[filter]?.()) ?? {}, sort));
    await fill(small, large);
  }, 240_000);

  test.each(cases)('the first page of %s reads at most 1.3 times the buffers, or few', async (name, filter, sort) => {
    const then = before.get(name) ?? 0;
    const now = await buffersOf((await filters[filter]?.()) ?? {}, sort);
    if (process.env.INTERLOCK_TEST_LOG !== undefined)
      console.info(`${name}: ${then} → ${now} buffers, ${(now / then).toFixed(2)}`);
    expect(then).toBeGreaterThan(3);
    expect(now).toBeLessThanOrEqual(Math.max(then * 1.3, short));
  });
});
