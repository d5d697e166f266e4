import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { type Cast, castOf, propose } from '../../../../tests/support/releases.ts';
import { findRelease } from './read-releases.ts';

const house = useHouse();
let h: TestHouse;
let cast: Cast;
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
});

const waiting = async (): Promise<number> =>
  (
    await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      h.app.database.db,
    )
  ).rows[0]?.n ?? 0;

/** Somebody locks the release, changes it, and commits once another waits for the lock. */
async function whileAnotherWaits(
  id: string,
  change: 'children' | 'unit' | 'nothing',
): Promise<Awaited<ReturnType<typeof findRelease>>> {
  let read: Promise<Awaited<ReturnType<typeof findRelease>>> = Promise.resolve(null);
  const elsewhere = await h.unit();
  await h.app.database.db.transaction().execute(async (tx) => {
    await findRelease(tx, id, 'for update');
    if (change === 'children') await sql`delete from releases.phase where release_id = ${id} and key = 'uat'`.execute(tx);
    if (change === 'unit') await sql`update releases.release set unit_id = ${elsewhere.id} where id = ${id}`.execute(tx);
    if (change !== 'nothing') await sql`update releases.release set version = version + 1 where id = ${id}`.execute(tx);
    read = h.app.database.db.transaction().execute((other) => findRelease(other, id, 'for update'));
    await expect.poll(waiting, { interval: 10 }).toBe(1);
  });
  return read;
}

describe('a release that is locked and read', () => {
  test('by whoever did not wait: as it is', async () => {
    const { body } = await propose(h, cast);
    const found = await h.app.database.db.transaction().execute((tx) => findRelease(tx, body.key.toLowerCase(), 'for update'));
    expect(found?.release).toMatchObject({ id: body.id, version: 1 });
    expect(found?.release.phases).toHaveLength(3);
    expect(await h.app.database.db.transaction().execute((tx) => findRelease(tx, 'REL-999999', 'for update'))).toBeNull();
  });

  test('by whoever waited for another who changed its children: the children as they are now', async () => {
    const { body } = await propose(h, cast);
    const found = await whileAnotherWaits(body.id, 'children');
    expect(found?.release.version).toBe(2);
    expect(found?.release.phases.map((phase) => phase.key)).toEqual(['build', 'deploy']);
  });

  test('by whoever waited for another who moved it to another unit: found, with its names', async () => {
    const { body } = await propose(h, cast);
    const found = await whileAnotherWaits(body.id, 'unit');
    expect(found?.release.version).toBe(2);
    expect(found?.names.unit.id).toBe(found?.release.unitId);
    expect(found?.names.unit.id).not.toBe(body.unit.id);
  });

  test('by whoever waited for another who changed nothing: as it was', async () => {
    const { body } = await propose(h, cast);
    const found = await whileAnotherWaits(body.id, 'nothing');
    expect(found?.release).toMatchObject({ version: 1 });
    expect(found?.release.phases).toHaveLength(3);
  });
});
