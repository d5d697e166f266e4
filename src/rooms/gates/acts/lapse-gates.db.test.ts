import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, things } from '../../../../tests/support/things.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { gatesOf, guardsOf, restGatesIn, standingsOf } from '../door.ts';
import { gateById } from '../store/read-gates.ts';
import { lapseGates } from './lapse-gates.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let tester: Someone;
let owner: Someone;

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  tester = await h.someone(['test-manager'], { unit });
  owner = await h.someone(['business-process-owner'], { unit });
});

const hour = 3_600_000;
async function passed(freshnessHours: number) {
  const h = house();
  const { subject, gates } = await world.thing(owner, unit, [gateDraft('uat', [checklist('done', { freshnessHours })])]);
  const id = gates.uat ?? '';
  await h.http(tester, 'POST', `/gates/${id}/criteria/done/results`, { body: { checked: true } });
  const seen = (await h.http(owner, 'GET', `/gates/${id}`)).body;
  const body = { reason: 'fresh evidence', password: owner.password, evaluationHash: seen.evaluation.hash };
  await h.http(owner, 'POST', `/gates/${id}/acts/pass`, { ifMatch: seen.version, body });
  return { id, subject };
}
const stored = (id: string) => gateById(house().app.database.db, id, 'none');
const now = () => house().clock.now();

describe('a pass whose evidence has grown too old', () => {
  test('counts as re-opened at every read; the job writes it, says it and tells the subject once', async () => {
    const h = house();
    const { id, subject } = await passed(2);
    expect((await stored(id))?.lapsesAt).toEqual(new Date(now().getTime() + 2 * hour));
    await world.later(2 * hour - 1);
    expect((await gatesOf(h.app.database.db, [subject], now())).get(subject.id)).toMatchObject([{ state: 'passed', met: 1 }]);
    expect((await standingsOf(h.app.database.db, [subject], now())).get(subject.id)).toMatchObject({
      worst: 'green',
      unknown: 0,
    });
    await world.later(1);
    expect((await stored(id))?.state).toBe('passed');
    expect((await gatesOf(h.app.database.db, [subject], now())).get(subject.id)).toMatchObject([{ state: 'reopened', met: 0 }]);
    expect((await standingsOf(h.app.database.db, [subject], now())).get(subject.id)).toMatchObject({
      worst: 'red',
      counts: { reopened: 1 },
    });
    expect([...(await guardsOf(h.app, subject, now())).keys()]).toEqual(['ready']);
    const before = world.reopened.length;
    await lapseGates(h.app);
    await lapseGates(h.app);
    expect(await stored(id)).toMatchObject({
      state: 'reopened',
      decision: null,
      reopenedWhy: '“Check done” has a result that is too old',
    });
    expect(world.reopened.slice(before)).toEqual([
      { subject: subject.id, gate: 'Gate uat', guards: 'ready', why: '“Check done” has a result that is too old' },
    ]);
  });

  test('is re-opened also where people may no longer work on the subject', async () => {
    const { id, subject } = await passed(1);
    world.closed.add(subject.id);
    await world.later(hour);
    await lapseGates(house().app);
    expect((await stored(id))?.state).toBe('reopened');
  });

  test('keeps its standing at rest: what it guards is done; a red result still re-opens it', async () => {
    const h = house();
    const { id, subject } = await passed(3);
    const rest = (resting: boolean) =>
      transact(h.callAs(owner.actor), async (work) => {
        await world.lock(work, subject.id);
        await restGatesIn(work, subject, ['ready'], resting);
        return done(null);
      });
    await world.later(hour);
    await rest(true);
    await world.later(24 * hour);
    await lapseGates(h.app);
    expect((await gatesOf(h.app.database.db, [subject], now())).get(subject.id)).toMatchObject([{ state: 'passed', met: 1 }]);
    expect((await h.http(owner, 'GET', `/gates/${id}`)).body).toMatchObject({ state: 'passed', evaluation: { green: true } });
    await rest(false);
    expect((await gatesOf(h.app.database.db, [subject], now())).get(subject.id)).toMatchObject([{ state: 'reopened', met: 0 }]);
    const other = await passed(3);
    await transact(h.callAs(owner.actor), async (work) => {
      await restGatesIn(work, other.subject, 'all', true);
      return done(null);
    });
    const red = await h.http(tester, 'POST', `/gates/${other.id}/criteria/done/results`, { body: { checked: false } });
    expect(red.body).toMatchObject({ state: 'reopened', reopened: true });
  });
});
