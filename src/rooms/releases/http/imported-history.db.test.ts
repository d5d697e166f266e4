import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { act, type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';
import { transact } from '../../../foundation/transact.ts';
import { importHistoryIn, releasesByPlanRef, releasesForExport } from '../door.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house());
});

describe('history of another system', () => {
  const history = () => ({
    planRef: 'openstack/nova-1',
    name: 'nova 1',
    summary: '',
    unit: cast.unit.key,
    source: 'releases.yaml',
    sourceTime: new Date('2024-03-01T10:00:00Z'),
    applications: [],
  });

  test('is marked as imported, read-only, without decision, outcome or green light', async () => {
    const h = house();
    const bring = () => transact(h.callAs(cast.manager.actor), (work) => importHistoryIn(work, history()));
    const [first, again] = [await bring(), await bring()];
    if (!first.ok) throw new Error(first.refusals[0]?.message);
    expect(again).toEqual(first);
    const { id } = first.value;
    const seen = await h.http(cast.manager, 'GET', `/releases/${id}`);
    expect(seen.body).toMatchObject({
      origin: 'imported',
      outcome: null,
      decisions: [],
      source: 'releases.yaml',
      sourceTime: '2024-03-01T10:00:00.000Z',
      createdAt: h.clock.now().toISOString(),
    });
    expect(seen.body.health.light).toBe('unknown');
    const verdicts: unknown[] = Object.values(seen.body.can);
    expect(verdicts.every((verdict) => verdict !== true)).toBe(true);
    const changed = await h.http(cast.manager, 'PATCH', `/releases/${id}`, {
      ifMatch: 1,
      body: { name: 'X', reason: 'because' },
    });
    expect(codesOf(changed)).toEqual(['releases.imported']);
    for (const verb of ['accept', 'close', 'cancel'] as const)
      expect(codesOf(await act(h, cast.manager, id, verb))).toEqual(['releases.imported']);
    const move = await h.http(cast.manager, 'POST', `/releases/${id}/moves`, {
      ifMatch: 1,
      body: { start: '2027-01-01T00:00:00Z', end: '2027-01-02T00:00:00Z' },
    });
    expect(codesOf(move)).toContain('releases.imported');
    const calendar = await h.http(cast.manager, 'GET', '/release-calendar?from=2024-01-01T00:00:00Z&to=2024-12-01T00:00:00Z');
    expect(calendar.body.rows.map((row: { imported: number }) => row.imported)).toEqual([1]);
  });

  test('never takes the place of a release of ours, and needs its right', async () => {
    const h = house();
    await propose(h, cast, { planRef: 'ours-1' });
    const taken = await transact(h.callAs(cast.manager.actor), (work) =>
      importHistoryIn(work, { ...history(), planRef: 'ours-1' }),
    );
    expect(taken.ok ? [] : taken.refusals.map((refusal) => refusal.code)).toEqual(['releases.plan-ref-taken']);
    const barred = await transact(h.callAs(cast.tester.actor), (work) => importHistoryIn(work, history()));
    expect(barred.ok).toBe(false);
  });

  test('the door finds by plan key and exports in pages', async () => {
    const h = house();
    const db = h.app.database.db;
    const [head] = await releasesByPlanRef(db, ['ours-1', 'nothing']);
    expect(head?.planRef).toBe('ours-1');
    const all: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await releasesForExport(db, { unitIds: [cast.unit.id], origin: 'native', after, limit: 4 });
      all.push(...page.map((release) => release.key));
      after = page.at(-1)?.id ?? null;
      if (page.length < 4) break;
    }
    const { rows } = await sql<{
      key: string;
    }>`select key from releases.release where unit_id = ${cast.unit.id} and origin = 'native' order by number`.execute(db);
    expect(all).toEqual(rows.map((row) => row.key));
  });
});
