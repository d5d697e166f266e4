import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { act, application, castOf, planFor, propose, walkUntil } from '../../../../tests/support/releases.ts';
import { inTurn } from './present-steps.ts';

const house = useHouse();

test('each list has its turn', () => {
  expect(inTurn([[1, 2, 3], [4], [5, 6]], 5)).toEqual([1, 4, 5, 2, 6]);
  expect(inTurn([], 5)).toEqual([]);
});

describe('the steps that wait for me', () => {
  test('a business process owner is told of the validation that the release for use waits for, until it is recorded', async () => {
    const h = house();
    const cast = await castOf(h);
    const app = await application(h, cast, 'yes');
    const { body } = await propose(h, cast, { applications: [{ application: app.id }] });
    await walkUntil(h, cast, body.id, 'complete');
    const steps = async (who: 'business' | 'manager') =>
      (await h.http(cast[who], 'GET', '/home')).body.steps.map((step: { key: string; verb: string }) => [step.key, step.verb]);
    expect(await steps('business')).toEqual([[body.key, 'validate']]);
    expect(await steps('manager')).toEqual([]);
    const validated = await act(h, cast.business, body.id, 'validate', { validation: 'positive' });
    expect(validated.status, validated.text).toBe(200);
    expect(await steps('business')).toEqual([]);
  });

  test('many releases that are under way hide no proposal of a later date', async () => {
    const h = house();
    const cast = await castOf(h);
    await sql`
      insert into releases.release (id, key, name, summary, kind, class, unit_id, owner_id, proposed_by, state, go_live_start, go_live_end, go_live_zone,
        back_out_minutes, origin, span_start, span_end, late_from, created_at, updated_at, version)
      select gen_random_uuid(), 'REL-' || (100000 + i), 'Release ' || i, '', 'project', 'minor', ${cast.unit.id}, ${cast.owner.id}, ${cast.owner.id},
        'in-progress', t, t + interval '2 hours', 'UTC', 60, 'native', t, t + interval '3 hours', t, t, t, 1
      from (select i, ${h.clock.now()}::timestamptz + i * interval '4 hours' as t from generate_series(1, 60) i) s`.execute(
      h.app.database.db,
    );
    const last = (await propose(h, cast, planFor(h, 300))).body;
    const { steps } = (await h.http(cast.manager, 'GET', '/home')).body;
    expect(steps.map((step: { key: string }) => step.key)).toContain(last.key);
  });
});
