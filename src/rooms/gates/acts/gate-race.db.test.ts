import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, things } from '../../../../tests/support/things.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { guardOf } from '../door.ts';
import { gateById } from '../store/read-gates.ts';

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

const record = (id: string, checked: boolean) =>
  house().http(tester, 'POST', `/gates/${id}/criteria/done/results`, { body: { checked } });

async function greenGate() {
  const { subject, gates } = await world.thing(owner, unit, [gateDraft('uat', [checklist('done')])]);
  const id = gates.uat ?? '';
  await record(id, true);
  const seen = (await house().http(owner, 'GET', `/gates/${id}`)).body;
  const path = `/gates/${id}/acts/pass`;
  const signed = await house().signed(owner, path, {
    ifMatch: seen.version,
    body: { reason: 'all is well', password: owner.password, evaluationHash: seen.evaluation.hash },
  });
  const pass = () => house().http(owner, 'POST', path, signed);
  return { id, subject, pass };
}

describe('a gate that is decided from one screen while another re-opens a criterion', () => {
  test('a hundred times at random offsets: it is never passed over a red criterion', async () => {
    const outcomes = { passedThenReopened: 0, refused: 0 };
    for (let round = 0; round < 100; round++) {
      const { id, pass } = await greenGate();
      const [decided, red] = await Promise.all([
        sleep(Math.random() * 60).then(pass),
        sleep(Math.random() * 400).then(() => record(id, false)),
      ]);
      expect(red.status).toBe(201);
      const gate = await gateById(house().app.database.db, id, 'none');
      expect(gate?.criteria[0]?.result?.checked).toBe(false);
      if (decided.status === 201) {
        expect(red.body.reopened).toBe(true);
        expect(gate?.state).toBe('reopened');
        outcomes.passedThenReopened++;
      } else {
        expect(decided.status).toBe(412);
        expect(gate?.state).toBe('open');
        outcomes.refused++;
      }
    }
    expect(outcomes.passedThenReopened).toBeGreaterThan(0);
    expect(outcomes.refused).toBeGreaterThan(0);
  });

  test('of two decisions from the same screen one is recorded, the other hears that it is stale', async () => {
    const { id, pass } = await greenGate();
    const statuses = (await Promise.all([pass(), pass(), pass()])).map((reply) => reply.status);
    expect(statuses.toSorted()).toEqual([201, 412, 412]);
    expect((await house().http(owner, 'GET', `/gates/${id}`)).body.decisions).toHaveLength(1);
  });

  test('an act that was let through keeps the gate as it saw it until it commits', async () => {
    const { id, subject, pass } = await greenGate();
    await pass();
    const order: string[] = [];
    const act = transact(house().callAs(owner.actor), async (work) => {
      expect(await guardOf(work, subject, 'ready')).toEqual([]);
      order.push('let through');
      await sleep(150);
      expect((await gateById(work.tx, id, 'none'))?.state).toBe('passed');
      order.push('committing');
      return done(null);
    });
    await sleep(40);
    const red = record(id, false).then(() => order.push('red'));
    await Promise.all([act, red]);
    expect(order).toEqual(['let through', 'committing', 'red']);
  });

  test('results that many people record at once are all kept, in one order', async () => {
    const { id } = await greenGate();
    const replies = await Promise.all(Array.from({ length: 12 }, (_, at) => record(id, at % 2 === 0)));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => reply.body.version)).size).toBe(12);
    expect((await house().http(owner, 'GET', `/gates/${id}`)).body.criteria[0].earlier).toHaveLength(12);
  });
});
