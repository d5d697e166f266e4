import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let owner: Someone;
let first: Someone;
let second: Someone;
let stranger: Someone;

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  owner = await h.someone(['business-process-owner'], { unit });
  first = await h.someone(['test-manager'], { unit });
  second = await h.someone(['test-manager'], { unit });
  stranger = await h.someone(['deployer'], { unit });
});

const see = async (id: string, as: Someone = owner) => (await house().http(as, 'GET', `/gates/${id}`)).body;

async function entered(value = 97.5, more = {}) {
  const h = house();
  const { gates, subject } = await world.thing(owner, unit, [
    gateDraft('uat', [measure('dose', { critical: true, responsible: 'test-manager', ...more })]),
  ]);
  const id = gates.uat ?? '';
  const reply = await h.http(first, 'POST', `/gates/${id}/criteria/dose/results`, { body: { value } });
  expect(reply.status, reply.text).toBe(201);
  return { id, subject, after: reply.body, result: (await see(id)).criteria[0].result.id };
}
const again = (as: Someone, id: string, result: string, body: object) =>
  house().http(as, 'POST', `/gates/${id}/results/${result}/confirmations`, { body });

describe('a critical value that a person types', () => {
  test('is unknown until somebody else has entered the same; both are named, before that the value is not shown', async () => {
    const { id, after, result } = await entered();
    expect(after.evaluation).toMatchObject({ green: false, inputs: [{ actual: null, status: 'unknown' }] });
    expect((await see(id)).criteria[0]).toMatchObject({
      status: 'unknown',
      actual: null,
      result: { value: null, recordedBy: { name: first.actor.name }, second: { state: 'pending', by: null } },
    });
    const confirmed = await again(second, id, result, { value: 97.5 });
    expect(confirmed.status, confirmed.text).toBe(201);
    expect(confirmed.body).toMatchObject({ confirmation: 'confirmed', evaluation: { green: true } });
    expect((await see(id)).criteria[0]).toMatchObject({
      status: 'met',
      actual: '97.5 %',
      result: {
        value: 97.5,
        recordedBy: { name: first.actor.name },
        second: { state: 'confirmed', by: { name: second.actor.name }, value: 97.5 },
      },
    });
  });

  test('is not confirmed by who recorded it, nor without the role, nor twice, nor by a token', async () => {
    const h = house();
    const { id, result } = await entered();
    const own = await again(first, id, result, { value: 97.5 });
    expect(own.status).toBe(403);
    expect(own.body.refusals).toMatchObject([{ code: 'gates.second-not-other', facts: { how: 'recorded it' } }]);
    const roleless = await again(stranger, id, result, { value: 97.5 });
    expect(roleless.body.refusals).toMatchObject([{ code: 'gates.not-responsible' }]);
    expect((await see(id, first)).criteria[0].can.confirm).toMatchObject([{ code: 'gates.second-not-other' }]);
    expect((await see(id, second)).criteria[0].can.confirm).toBe(true);
    const made = await h.http(second, 'POST', '/tokens', { body: { name: 'Script', scopes: ['read', 'act'], expiresInDays: 5 } });
    expect(made.status, made.text).toBe(201);
    const token = await h.http({ token: made.body.secret }, 'POST', `/gates/${id}/results/${result}/confirmations`, {
      body: { value: 97.5 },
    });
    expect(token.status).toBe(403);
    expect((await again(second, id, result, { value: 97.5 })).status).toBe(201);
    const twice = await again(second, id, result, { value: 97.5 });
    expect(twice.status).toBe(409);
    expect(twice.body.refusals).toMatchObject([{ code: 'gates.nothing-to-confirm' }]);
  });

  test('that the second person enters differently does not count, is not tried again, and both entries stand in the trail', async () => {
    const h = house();
    const { id, result } = await entered();
    const differs = await again(second, id, result, { value: 95.7 });
    expect(differs.body).toMatchObject({ confirmation: 'differs', evaluation: { green: false } });
    const guess = await again(second, id, result, { value: 97.5 });
    expect(guess.body.refusals).toMatchObject([{ code: 'gates.nothing-to-confirm' }]);
    expect((await see(id)).criteria[0]).toMatchObject({
      status: 'unknown',
      result: { value: 97.5, second: { state: 'differs', value: 95.7, by: { name: second.actor.name } } },
    });
    const trail = (await h.http(await h.someone(['auditor']), 'GET', `/records/gate/${id}/history`)).body;
    expect(JSON.stringify(trail)).toContain('gates.value-differed');
    // It begins anew: withdrawn, recorded again, entered again.
    await h.http(first, 'DELETE', `/gates/${id}/results/${result}`, { body: { reason: 'entered wrongly' } });
    await h.http(first, 'POST', `/gates/${id}/criteria/dose/results`, { body: { value: 95.7 } });
    const next = (await see(id)).criteria[0].result.id;
    expect((await again(second, id, next, { value: 95.7 })).body).toMatchObject({ confirmation: 'confirmed' });
  });

  test('is not confirmed by a deputy of who recorded it, nor by the one for whom the recorder stands in', async () => {
    const h = house();
    const deputy = await h.someone(['test-manager'], { unit });
    const startsAt = h.clock.now().toISOString();
    const endsAt = new Date(h.clock.now().getTime() + 86_400_000).toISOString();
    const body = { deputy: deputy.id, startsAt, endsAt, reason: 'on leave' };
    const made = await h.http(first, 'POST', '/deputations', { body });
    expect(made.status, made.text).toBe(201);
    const { id, result } = await entered();
    const refused = await again(deputy, id, result, { value: 97.5 });
    expect(refused.body.refusals).toMatchObject([
      { code: 'gates.second-not-other', facts: { how: 'stand in for the one who recorded it' } },
    ]);
    const other = await world.thing(owner, unit, [gateDraft('uat', [measure('dose', { critical: true })])]);
    const gate = other.gates.uat ?? '';
    await h.http(deputy, 'POST', `/gates/${gate}/criteria/dose/results`, { body: { value: 99 } });
    const theirs = (await see(gate)).criteria[0].result.id;
    expect((await again(first, gate, theirs, { value: 99 })).body.refusals).toMatchObject([
      { code: 'gates.second-not-other', facts: { how: 'are the one for whom its recorder stands in' } },
    ]);
  });

  test('who entered it a second time does not decide the gate', async () => {
    const h = house();
    const both = await h.someone(['business-process-owner', 'test-manager'], { unit });
    const { id, result } = await entered();
    expect((await again(both, id, result, { value: 97.5 })).status).toBe(201);
    const { can } = await see(id, both);
    expect(can.pass).toMatchObject([{ code: 'identity.not-independent' }]);
  });

  test('a gate that passed on an earlier value re-opens when a new one waits for its second person', async () => {
    const h = house();
    const { id, result } = await entered();
    await again(second, id, result, { value: 97.5 });
    const seen = await see(id);
    const body = { reason: 'all met', password: owner.password, evaluationHash: seen.evaluation.hash };
    expect((await h.http(owner, 'POST', `/gates/${id}/acts/pass`, { ifMatch: seen.version, body })).status).toBe(201);
    const next = await h.http(first, 'POST', `/gates/${id}/criteria/dose/results`, { body: { value: 99 } });
    expect(next.body).toMatchObject({ state: 'reopened', reopened: true });
  });

  test('only what people answer can be critical', async () => {
    const subject = { kind: 'thing', id: crypto.randomUUID(), key: null, unitIds: [unit.id] };
    const draft = checklist('x', { type: 'fact', fact: 'gates.failed', operator: '<=', threshold: 0, critical: true });
    expect(await world.place(owner, subject, [gateDraft('uat', [draft])])).toMatchObject({
      ok: false,
      refusals: [{ code: 'gates.critical-not-typed', field: '/gates/0/criteria/0/critical' }],
    });
  });
});
