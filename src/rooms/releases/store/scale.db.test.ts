import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { type Cast, castOf } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  const h = house();
  cast = await castOf(h);
  await sql`
    insert into releases.release (id, key, name, summary, kind, class, unit_id, owner_id, proposed_by, state, go_live_start, go_live_end, go_live_zone,
      back_out_minutes, origin, span_start, span_end, late_from, created_at, updated_at, version)
    select gen_random_uuid(), 'REL-' || (100000 + i), 'Release ' || i, '', 'project', 'minor', ${cast.unit.id}, ${cast.owner.id}, ${cast.owner.id},
      case when i % 10 = 0 then 'planned' else 'closed' end, t, t + interval '2 hours', 'UTC', 60, 'native', t - interval '30 days', t + interval '3 hours',
      case when i % 10 = 0 then t end, t, t, 1
    from (select i, timestamptz '2017-01-01' + i * interval '4 hours' as t from generate_series(1, 20000) i) s`.execute(
    h.app.database.db,
  );
  await sql`
    insert into releases.phase (release_id, key, place, name, kind, starts_at, ends_at)
    select r.id, 'p' || n, n, 'Phase ' || n, 'build', r.go_live_start - n * interval '5 days', r.go_live_start - (n - 1) * interval '5 days'
    from releases.release r, generate_series(1, 5) n`.execute(h.app.database.db);
  await sql`
    insert into portfolio.application (id, key, name, unit_id, criticality, gxp, sox, lifecycle_stage, validated_state, version, changed_at)
    select gen_random_uuid(), 'SCALE-' || i, 'Application ' || i, ${cast.unit.id}, (array['low', 'medium', 'high', 'critical'])[1 + i % 4],
      (array['yes', 'no', 'unknown'])[1 + i % 3], 'no', 'live', 'not-applicable', 1, now()
    from generate_series(0, 499) i`.execute(h.app.database.db);
  await sql`
    with numbered as (select id, row_number() over (order by key) - 1 as n from portfolio.application where key like 'SCALE-%')
    insert into releases.application (release_id, application_id, role, result)
    select r.id, a.id, 'changed', 'pending' from releases.release r, generate_series(0, 1) k, numbered a
    where r.key >= 'REL-100001' and a.n = (r.number * 7 + k * 131) % 500`.execute(h.app.database.db);
  await sql`
    with numbered as (select id, row_number() over (order by key) - 1 as n from portfolio.application where key like 'SCALE-%')
    insert into calendar.freeze (id, key, name, reason, state, severity, zone, starts_at, ends_at, unit_id, unit_ids, scope, version, changed_at)
    select gen_random_uuid(), 'FRZ-' || (100000 + i), 'Freeze ' || i, 'x', 'active', 'warns', 'UTC', t, t + interval '4 days', ${cast.unit.id}, array[${cast.unit.id}::uuid],
      case when i % 4 = 0 then jsonb_build_object('unitIds', jsonb_build_array(${cast.unit.id}::text), 'criticalities', jsonb_build_array('critical'), 'gxpOnly', i % 8 = 0)
        else jsonb_build_object('unitIds', '[]'::jsonb, 'criticalities', '[]'::jsonb, 'gxpOnly', false) end
      || jsonb_build_object('environmentClasses', '[]'::jsonb, 'applicationIds', case when i % 4 = 0 then '[]'::jsonb
        else (select jsonb_agg(a.id) from numbered a where a.n in ((i * 3) % 500, (i * 3 + 1) % 500)) end), 1, now()
    from (select i, timestamptz '2025-01-01' + i * interval '21 hours' as t from generate_series(1, 400) i) s`.execute(
    h.app.database.db,
  );
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: h.database.ownerUrl });
  await owner.connect();
  await owner.query('analyze releases.release; analyze releases.phase; analyze releases.application; analyze calendar.freeze');
  await owner.end();
}, 60_000);

const timed = async (path: string) => {
  await house().http(cast.manager, 'GET', path);
  const start = performance.now();
  const reply = await house().http(cast.manager, 'GET', path);
  return { reply, ms: performance.now() - start };
};

describe('at 20,000 releases', () => {
  test.each([
    '/releases?limit=50',
    '/releases?limit=50&sort=-updated',
    '/releases?limit=50&sort=-key&open=true',
    '/releases?limit=50&state=planned&unit=firm',
    '/releases?limit=50&late=true',
    '/releases?limit=50&owner=me',
    '/releases?limit=50&q=release+1999',
    '/home',
    '/release-calendar?from=2025-06-01T00:00:00Z&to=2026-06-01T00:00:00Z',
  ])('%s answers within its budget', async (path) => {
    const { reply, ms } = await timed(path);
    expect(reply.status, reply.text).toBe(200);
    if (process.env.INTERLOCK_TEST_LOG !== undefined) console.info(`${path}: ${ms.toFixed(0)} ms, ${reply.text.length} bytes`);
    expect(ms).toBeLessThan(3_000);
  });

  test('the calendar tells 400 freezes of 2,190 releases by one number a release', async () => {
    const { reply } = await timed('/release-calendar?from=2025-01-01T00:00:00Z&to=2025-12-25T00:00:00Z');
    const { rows, scopes, concerns } = reply.body;
    expect(rows.length).toBeGreaterThan(2_100);
    expect(scopes.flatMap(({ bands }: { bands: string[] }) => bands)).toHaveLength(400);
    // Two applications a release, 500 in all: their sets repeat themselves.
    expect(concerns.length).toBeLessThanOrEqual(501);
    expect(rows.filter((row: { concern: number }) => row.concern > 0).length).toBeGreaterThan(500);
    expect(JSON.stringify([scopes, concerns]).length).toBeLessThan(100_000);
  });

  test('a page is read along the index of its sort, whatever the number of closed releases', async () => {
    for (const order of ['live_order', 'number', 'updated_at']) {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select r.id from releases.release r where r.unit_id = any(${[cast.unit.id]}::uuid[]) order by ${sql.id('r', order)}, r.id limit 50`.execute(
        house().app.database.db,
      );
      expect(rows.map((row) => row['QUERY PLAN']).join('\n'), order).toMatch(/Index (Only )?Scan/);
    }
  });
});
