import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import type { HoldDraft, Owner, RestrictionDraft } from '../core/hold.ts';
import * as door from '../door.ts';

/** A kind of record that this test owns: everybody with the read right of interlocks in its unit may see it. */
const house = useHouse({
  extend: async (app) => {
    if (app.subjects instanceof Map)
      app.subjects.set('thing', { kind: 'thing', readRight: 'interlocks.read', find: async () => null, label: async () => [] });
  },
});

const at = (hour: number): Date => new Date(Date.UTC(2027, 0, 1) + hour * 3_600_000);
let planner: Someone;
let here: Unit;
let there: Unit;
beforeAll(async () => {
  const h = house();
  here = await h.unit();
  there = await h.unit();
  planner = await h.someone(['release-manager']);
});

const owner = (label: string, unit: Unit = here): Owner => ({
  kind: 'thing',
  id: uuidv7(),
  key: label,
  label,
  unitIds: [unit.id],
});
const machine = () => ({ kind: 'machine', id: uuidv7(), label: 'Mixer' });
const hold = (resource: HoldDraft['resource'], from: number, until: number, more: Partial<HoldDraft> = {}): HoldDraft => ({
  slot: 'use',
  resource,
  start: at(from),
  end: at(until),
  strength: 'soft',
  exclusive: true,
  facets: [],
  deployment: false,
  needsWindow: false,
  ...more,
});
const freeze = (
  from: number,
  until: number,
  selector: string[] = [],
  more: Partial<RestrictionDraft> = {},
): RestrictionDraft => ({
  slot: 'f',
  kind: 'freeze',
  start: at(from),
  end: at(until),
  selector,
  label: 'Year end',
  severity: 'blocks',
  ...more,
});

const place = (who: Owner, holds: readonly HoldDraft[]) =>
  transact(house().callAs(planner.actor), (work) => door.placeHolds(work, who, holds));
const restrict = (who: Owner, drafts: readonly RestrictionDraft[]) =>
  transact(house().callAs(planner.actor), (work) => door.placeRestrictions(work, who, drafts));
const open = (who: Owner) => door.collisionsOf(house().app.database.db, who, house().clock.now());
const granted = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.message).join('; '));
  return outcome.value;
};

describe('holds of one resource', () => {
  test('two that want the same resource at the same time collide, and both sides are told', async () => {
    const [a, b, mixer] = [owner('A'), owner('B', there), machine()];
    expect(granted(await place(a, [hold(mixer, 0, 10)]))).toEqual([]);
    const [found] = granted(await place(b, [hold(mixer, 5, 15, { strength: 'hard' })]));
    expect(found).toMatchObject({
      rule: 'same-resource',
      severity: 'needs-exception',
      mine: { owner: { label: 'B' } },
      theirs: { owner: { label: 'A' } },
    });
    const [seen] = await open(a);
    expect(seen).toMatchObject({
      id: found?.id,
      overlap: { start: at(5), end: at(10) },
      mine: { owner: { label: 'A' } },
      theirs: { owner: { label: 'B' } },
    });
    expect(seen?.nextFree).toEqual({ start: at(15), end: at(25) });
    const news = await sql<{
      topic: string;
      unit_ids: string[];
    }>`select topic, unit_ids from foundation.outbox where subject_id = ${found?.id}`.execute(house().app.database.db);
    expect(news.rows.map((row) => [row.topic, row.unit_ids.toSorted()])).toEqual([
      ['interlocks.collision-found', [here.id, there.id].toSorted()],
    ]);
  });

  test('holds that touch do not collide', async () => {
    const [a, b, mixer] = [owner('A'), owner('B'), machine()];
    await place(a, [hold(mixer, 0, 10, { strength: 'hard' })]);
    expect(granted(await place(b, [hold(mixer, 10, 20, { strength: 'hard' })]))).toEqual([]);
  });

  test('moving on keeps the collision it is, moving away clears it, and coming back makes a new one', async () => {
    const [a, b, mixer] = [owner('A'), owner('B'), machine()];
    await place(a, [hold(mixer, 0, 10)]);
    const [first] = granted(await place(b, [hold(mixer, 5, 15)]));
    const [moved] = granted(await place(b, [hold(mixer, 6, 16)]));
    expect([moved?.id, moved?.version, moved?.since]).toEqual([first?.id, 2, first?.since]);
    expect(granted(await place(b, [hold(mixer, 10, 20)]))).toEqual([]);
    expect(await open(a)).toEqual([]);
    const [again] = granted(await place(b, [hold(mixer, 9, 19)]));
    expect(again?.id).not.toBe(first?.id);
    const trail = await sql<{
      act: string;
    }>`select act from ledger.entry where subject_id = ${first?.id} order by subject_place`.execute(house().app.database.db);
    expect(trail.rows.map((row) => row.act)).toEqual([
      'interlocks.collision-found',
      'interlocks.collision-moved',
      'interlocks.collision-cleared',
    ]);
  });

  test('placing the same holds again changes and says nothing', async () => {
    const [a, b, mixer] = [owner('A'), owner('B'), machine()];
    await place(a, [hold(mixer, 0, 10)]);
    const [first] = granted(await place(b, [hold(mixer, 5, 15)]));
    const [again] = granted(await place(b, [hold(mixer, 5, 15)]));
    expect([again?.id, again?.version]).toEqual([first?.id, 1]);
  });

  test('an owner that gives up its holds collides with nobody', async () => {
    const [a, b, mixer] = [owner('A'), owner('B'), machine()];
    await place(a, [hold(mixer, 0, 10)]);
    await place(b, [hold(mixer, 5, 15)]);
    await transact(house().callAs(planner.actor), (work) => door.withdrawHolds(work, a));
    expect(await open(b)).toEqual([]);
  });

  test('counts for lists tell how many are open and the gravest', async () => {
    const [a, b, c, mixer] = [owner('A'), owner('B'), owner('C'), machine()];
    await place(a, [hold(mixer, 0, 10, { strength: 'hard' })]);
    await place(b, [hold(mixer, 5, 15)]);
    await place(c, [hold(mixer, 12, 20)]);
    const counts = await door.openCollisions(house().app.database.db, [a, b, c, owner('D')]);
    expect(counts.map(({ open: many, gravest, warns, needsException }) => [many, gravest, warns, needsException])).toEqual([
      [1, 'needs-exception', 0, 1],
      [2, 'needs-exception', 1, 1],
      [1, 'warns', 1, 0],
      [0, null, 0, 0],
    ]);
  });
});

describe('refusals', () => {
  test('a resource that is held firmly is refused, with who holds it and when it is free next; nothing is changed', async () => {
    const [a, b, mixer] = [owner('A'), owner('B'), machine()];
    await place(a, [hold(mixer, 0, 10, { strength: 'hard' })]);
    const outcome = await place(b, [hold(mixer, 5, 8, { strength: 'hard' })]);
    expect(outcome).toMatchObject({
      ok: false,
      refusals: [
        {
          code: 'interlocks.resource-taken',
          kind: 'conflict',
          facts: { by: 'A', nextFree: { start: at(10).toISOString(), end: at(13).toISOString() } },
        },
      ],
    });
    expect(await open(a)).toEqual([]);
  });

  test('who holds it is named by its unit only to somebody who may not see it', async () => {
    const h = house();
    const [a, b, mixer] = [owner('Secret', there), owner('B'), machine()];
    await place(a, [hold(mixer, 0, 10, { strength: 'hard' })]);
    const local = await h.someone(['release-manager'], { unit: here });
    const outcome = await transact(h.callAs(local.actor), (work) =>
      door.placeHolds(work, b, [hold(mixer, 5, 8, { strength: 'hard' })]),
    );
    expect(JSON.stringify(outcome)).not.toContain('Secret');
    expect(outcome).toMatchObject({ ok: false, refusals: [{ facts: { by: `another record in ${there.key}` } }] });
  });

  test('the database itself refuses two firm holds of one resource, whoever writes them', async () => {
    const [a, b, mixer] = [owner('A'), owner('B'), machine()];
    await place(a, [hold(mixer, 0, 10, { strength: 'hard' })]);
    const past = sql`insert into interlocks.hold (id, owner_kind, owner_id, owner_label, unit_ids, slot, resource_kind, resource_id, resource_label, starts_at, ends_at,
      strength, exclusive, facets, deployment, needs_window) values (${uuidv7()}, 'thing', ${b.id}, 'B', '{}', 's', 'machine', ${mixer.id}, 'Mixer', ${at(9)}, ${at(11)}, 'hard',
      true, '{}', false, false)`;
    await expect(past.execute(house().app.database.db)).rejects.toThrow(/hold_hard_exclusive/);
  });

  test('claims that are faulty by themselves are refused, all faults at once', async () => {
    const mixer = machine();
    const outcome = await place(owner('A'), [
      hold(mixer, 5, 5),
      hold(mixer, 0, 4, { strength: 'hard' }),
      hold(mixer, 3, 6, { strength: 'hard', slot: 'other' }),
    ]);
    expect(outcome.ok ? [] : outcome.refusals.map((refusal) => refusal.code)).toEqual([
      'interlocks.slot-twice',
      'interlocks.span-empty',
      'interlocks.own-holds-overlap',
    ]);
  });
});

describe('freezes and windows', () => {
  const deployment = (facet: string, from: number, until: number, more: Partial<HoldDraft> = {}) =>
    hold(machine(), from, until, { deployment: true, facets: [facet, 'unit:x'], ...more });

  test('a freeze that is placed later finds the deployments that it stands against, back-out time included, and lets go of them when withdrawn', async () => {
    const [a, f] = [owner('A'), owner('Freeze', there)];
    const facet = `application:${uuidv7()}`;
    await place(a, [deployment(facet, 0, 10)]);
    granted(await restrict(f, [freeze(9, 20, [facet])]));
    const [found] = await open(a);
    expect(found).toMatchObject({
      rule: 'freeze',
      severity: 'blocks',
      theirs: { owner: { label: 'Freeze' } },
      nextFree: { start: at(20), end: at(30) },
    });
    expect((await open(f))[0]).toMatchObject({
      id: found?.id,
      mine: { owner: { label: 'Freeze' } },
      theirs: { owner: { label: 'A' } },
    });
    granted(await transact(house().callAs(planner.actor), (work) => door.withdrawRestrictions(work, f)));
    expect(await open(a)).toEqual([]);
  });

  test('a deployment that is placed later finds the freeze; one that touches it does not collide', async () => {
    const [a, f] = [owner('A'), owner('Freeze')];
    const facet = `application:${uuidv7()}`;
    await restrict(f, [freeze(10, 20, [facet])]);
    expect(granted(await place(a, [deployment(facet, 0, 10)]))).toEqual([]);
    expect(granted(await place(a, [deployment(facet, 0, 11)]))).toHaveLength(1);
  });

  test('the first window of an application puts deployments outside it on notice; a wider window takes the notice back', async () => {
    const [a, w] = [owner('A'), owner('Window')];
    const facet = `application:${uuidv7()}`;
    await place(a, [deployment(facet, 100, 110, { needsWindow: true })]);
    await restrict(w, [freeze(90, 105, [facet], { kind: 'window', severity: 'needs-exception' })]);
    expect(await open(a)).toMatchObject([{ rule: 'outside-window', severity: 'needs-exception', theirs: null }]);
    await restrict(w, [freeze(90, 110, [facet], { kind: 'window', severity: 'needs-exception' })]);
    expect(await open(a)).toEqual([]);
  });

  test('an application that changes its facets is held against other freezes in the same act', async () => {
    const [a, f] = [owner('A'), owner('Freeze')];
    const id = uuidv7();
    await place(a, [
      deployment(`application:${id}`, 0, 10, { facets: [`application:${id}`, 'criticality:low', 'stage:production'] }),
    ]);
    await restrict(f, [freeze(0, 20, [`application:${id}`, 'criticality:critical', 'stage:production'])]);
    expect(await open(a)).toEqual([]);
    const refacet = (level: string) =>
      transact(house().callAs(planner.actor), async (work) =>
        done(await door.refacet(work, `application:${id}`, [`application:${id}`, `criticality:${level}`])),
      );
    await refacet('critical');
    expect(await open(a)).toMatchObject([{ rule: 'freeze' }]);
    await refacet('low');
    expect(await open(a)).toEqual([]);
  });

  test('a free slot never collides with anything', async () => {
    const [a, b, f, w] = [owner('A'), owner('B'), owner('F'), owner('W')];
    const facet = `application:${uuidv7()}`;
    const mixer = machine();
    await place(b, [hold(mixer, 12, 20), hold(mixer, 30, 40, { slot: 'second', strength: 'hard' })]);
    await restrict(f, [freeze(44, 50, [facet])]);
    await restrict(w, [freeze(10, 45, [facet], { kind: 'window' }), freeze(52, 60, [facet], { slot: 'w2', kind: 'window' })]);
    const slots = await door.nextFreeSlots(house().app.database.db, {
      resources: [mixer],
      facets: [facet],
      durationMs: 4 * 3_600_000,
      from: at(0),
      needsWindow: true,
      ignoreOwner: null,
      count: 5,
    });
    expect(slots).toEqual([
      { start: at(20), end: at(24) },
      { start: at(40), end: at(44) },
      { start: at(52), end: at(56) },
    ]);
    for (const slot of slots) {
      expect(
        granted(
          await place(a, [
            { ...hold(mixer, 0, 1), ...slot, deployment: true, needsWindow: true, facets: [facet], strength: 'hard' },
          ]),
        ),
      ).toEqual([]);
    }
  });
});

describe('at the same time', () => {
  const rounds = Array.from({ length: 25 }, (_, round) => round);

  test('two owners that place overlapping holds at the same moment always find each other', async () => {
    for (const _ of rounds) {
      const [a, b, x, y] = [owner('A'), owner('B'), machine(), machine()];
      await Promise.all([
        place(a, [hold(x, 0, 10), hold(y, 0, 10, { slot: 'y' })]),
        place(b, [hold(y, 5, 15, { slot: 'y' }), hold(x, 5, 15)]),
      ]);
      expect(await open(a)).toHaveLength(2);
      expect(await open(b)).toHaveLength(2);
    }
  });

  test('of several that want a resource firmly at the same moment exactly one gets it', async () => {
    for (const _ of rounds) {
      const mixer = machine();
      const outcomes = await Promise.all(
        ['A', 'B', 'C', 'D'].map((name) => place(owner(name), [hold(mixer, 0, 10, { strength: 'hard' })])),
      );
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.refusals.map((refusal) => refusal.code)))).toEqual(
        Array(3).fill('interlocks.resource-taken'),
      );
    }
  });

  test('a freeze and a deployment that are placed at the same moment always find each other, once', async () => {
    for (const _ of rounds) {
      const [a, f] = [owner('A'), owner('F')];
      const facet = `application:${uuidv7()}`;
      await Promise.all([
        restrict(f, [freeze(0, 20, [facet])]),
        place(a, [hold(machine(), 5, 15, { deployment: true, facets: [facet] })]),
      ]);
      expect(await open(a)).toHaveLength(1);
    }
  });

  test.each(['freeze first', 'deployment first'])(
    'what is not committed yet is waited for, not overlooked (%s)',
    async (order) => {
      const [a, f] = [owner('A'), owner('F')];
      const facet = `application:${uuidv7()}`;
      const freezing = (pause: Promise<void>) =>
        transact(house().callAs(planner.actor), async (work) => {
          const outcome = await door.placeRestrictions(work, f, [freeze(0, 20, [facet])]);
          await pause;
          return outcome;
        });
      const deploying = (pause: Promise<void>) =>
        transact(house().callAs(planner.actor), async (work) => {
          const outcome = await door.placeHolds(work, a, [hold(machine(), 5, 15, { deployment: true, facets: [facet] })]);
          await pause;
          return outcome;
        });
      const long = new Promise<void>((resolve) => setTimeout(resolve, 150));
      const [first, second] = order === 'freeze first' ? [freezing, deploying] : [deploying, freezing];
      const underway = first(long);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await Promise.all([underway, second(Promise.resolve())]);
      expect(await open(a)).toHaveLength(1);
    },
  );

  test('new facets and a move at the same moment leave the collisions of what was written last', async () => {
    for (const _ of rounds) {
      const [a, f] = [owner('A'), owner('F')];
      const id = `application:${uuidv7()}`;
      await restrict(f, [freeze(0, 20, [id, 'criticality:critical'])]);
      await place(a, [hold(machine(), 5, 15, { deployment: true, facets: [id, 'criticality:low'] })]);
      await Promise.all([
        transact(house().callAs(planner.actor), async (work) => done(await door.refacet(work, id, [id, 'criticality:critical']))),
        place(a, [hold(machine(), 6, 16, { deployment: true, facets: [id, 'criticality:low'] })]),
      ]);
      const { rows } = await sql<{ facets: string[] }>`select facets from interlocks.hold where owner_id = ${a.id}`.execute(
        house().app.database.db,
      );
      expect(await open(a)).toHaveLength(rows[0]?.facets.includes('criticality:critical') === true ? 1 : 0);
    }
  });
});
