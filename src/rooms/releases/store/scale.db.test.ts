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
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: h.database.ownerUrl });
  await owner.connect();
  await owner.query('analyze releases.release; analyze releases.phase');
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
