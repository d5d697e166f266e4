import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, things } from '../../../../tests/support/things.ts';
import type { Fact, FactValue } from '../../../foundation/fact.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import type { CriterionDraft } from '../core/drafts.ts';
import { gatesOf, guardOf, guardsOf } from '../door.ts';
import { measureGates } from './measure-gates.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let owner: Someone;
let tester: Someone;
/** The outside world of these tests: what a room would compute from its own rows. */
const truth = new Map<string, FactValue>();

const fact = (name: string, type: Fact['type']): Fact => ({
  name,
  says: `The ${name} of a thing`,
  kinds: ['thing'],
  type,
  unit: null,
  read: async (_db, subjectId) => {
    const value = truth.get(`${subjectId} ${name}`) ?? truth.get(name) ?? null;
    return { value, until: null, says: `It is ${value}.`, inputs: { counted: String(value) } };
  },
});

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  owner = await h.someone(['business-process-owner'], { unit });
  tester = await h.someone(['test-manager'], { unit });
  if (h.app.facts instanceof Map)
    for (const one of [fact('things.open', 'number'), fact('things.sound', 'boolean'), fact('things.colour', 'text')])
      h.app.facts.set(one.name, one);
});

const open = (more: Partial<CriterionDraft> = {}): CriterionDraft =>
  checklist('open', { type: 'fact', fact: 'things.open', operator: '<=', threshold: 0, text: 'Nothing is open', ...more });

const see = async (id: string) => (await house().http(owner, 'GET', `/gates/${id}`)).body;

async function decide(id: string, verb: string, more: object = {}) {
  const seen = await see(id);
  const body = { reason: 'looked at it', password: owner.password, evaluationHash: seen.evaluation.hash, ...more };
  return house().http(owner, 'POST', `/gates/${id}/acts/${verb}`, { ifMatch: seen.version, body });
}

async function withOpen(value: FactValue) {
  truth.set('things.open', null);
  const placed = await world.thing(owner, unit, [gateDraft('uat', [open()])]);
  truth.set(`${placed.subject.id} things.open`, value);
  return {
    ...placed,
    id: placed.gates.uat ?? '',
    becomes: (now: FactValue) => truth.set(`${placed.subject.id} things.open`, now),
  };
}

describe('a criterion that asks for a fact of the house', () => {
  test('shows what is asked beside what is found, with what it was computed from; unknown is not green', async () => {
    const { id, becomes } = await withOpen(null);
    expect((await see(id)).criteria[0]).toMatchObject({ expected: '≤ 0', actual: null, status: 'unknown', result: null });
    becomes(2);
    const seen = await see(id);
    expect(seen.criteria[0]).toMatchObject({ actual: '2', status: 'not-met', found: { value: 2, says: 'It is 2.' } });
    expect(seen.evaluation).toMatchObject({ green: false, inputs: [{ found: { value: 2, inputs: { counted: '2' } } }] });
    const refused = await decide(id, 'pass');
    expect(refused.status).toBe(422);
    expect(refused.body.refusals[0]).toMatchObject({ code: 'gates.criteria-not-green' });
  });

  test('is judged by what is found in the act: a change since the page was opened is told', async () => {
    const { id, becomes } = await withOpen(0);
    const seen = await see(id);
    becomes(1);
    const body = { reason: 'I saw zero', password: owner.password, evaluationHash: seen.evaluation.hash };
    const refused = await house().http(owner, 'POST', `/gates/${id}/acts/pass`, { ifMatch: seen.version, body });
    expect(refused.status).toBe(412);
    expect(refused.text).toContain('“Nothing is open” is not met now');
  });

  test('is recorded by nobody', async () => {
    const { id } = await withOpen(0);
    const refused = await house().http(tester, 'POST', `/gates/${id}/criteria/open/results`, { body: { value: 0 } });
    expect(refused.status).toBe(422);
    expect(refused.body.refusals).toMatchObject([{ code: 'gates.measured-by-house' }]);
  });

  test('a pass that relied on it ends when it no longer holds: at once for guards and readers, in the ledger by the schedule', async () => {
    const h = house();
    const { id, subject, becomes } = await withOpen(0);
    expect((await decide(id, 'pass')).status).toBe(201);
    const guard = () =>
      transact(h.callAs(owner.actor), async (work) => done(await guardOf(work, subject, 'ready'))).then((answer) =>
        answer.ok ? answer.value : [],
      );
    expect(await guard()).toEqual([]);
    becomes(3);
    expect(await guard()).toMatchObject([{ code: 'gates.not-passed', facts: { missing: [{ actual: '3', status: 'not-met' }] } }]);
    expect([...(await guardsOf(h.app, subject, h.clock.now())).keys()]).toEqual(['ready']);
    expect(await see(id)).toMatchObject({ state: 'reopened', reopenedWhy: '“Nothing is open” is not met' });
    const told = world.reopened.length;
    await measureGates(h.app);
    await measureGates(h.app);
    expect((await gatesOf(h.app.database.db, [subject], h.clock.now())).get(subject.id)).toMatchObject([
      { state: 'reopened', met: 0 },
    ]);
    expect(world.reopened.slice(told)).toMatchObject([{ subject: subject.id, why: '“Nothing is open” is not met' }]);
    const { items } = (await h.http(owner, 'GET', `/gates/${id}/evaluations`)).body;
    expect(items.map((one: { occasion: string }) => one.occasion)).toEqual(['lapse', 'decision', 'measured', 'placed']);
    expect(items[0].inputs[0]).toMatchObject({ actual: '3', found: { value: 3 } });
  });

  test('what the schedule finds again is no news; what it finds anew is said once', async () => {
    const h = house();
    const { id, becomes } = await withOpen(5);
    await measureGates(h.app);
    const before = (await see(id)).version;
    await measureGates(h.app);
    expect((await see(id)).version).toBe(before);
    becomes(4);
    await measureGates(h.app);
    expect((await see(id)).version).toBe(before + 1);
  });

  test('a conditional pass tolerates the value that was seen and no other', async () => {
    const { id, becomes } = await withOpen(2);
    const expiresAt = new Date(house().clock.now().getTime() + 86_400_000).toISOString();
    expect((await decide(id, 'pass-conditionally', { condition: 'close both', expiresAt, tolerates: ['open'] })).status).toBe(
      201,
    );
    expect((await see(id)).state).toBe('passed-conditionally');
    becomes(3);
    expect((await see(id)).state).toBe('reopened');
    becomes(2);
    expect((await see(id)).state).toBe('passed-conditionally');
  });

  test('may ask whether something is so, or for a text', async () => {
    const { gates, subject } = await world.thing(owner, unit, [
      gateDraft('mixed', [
        checklist('sound', { type: 'fact', fact: 'things.sound' }),
        checklist('unsound', { type: 'fact', fact: 'things.sound', wants: 'false' }),
        checklist('blue', { type: 'fact', fact: 'things.colour', wants: 'blue' }),
      ]),
    ]);
    truth.set(`${subject.id} things.sound`, true);
    truth.set(`${subject.id} things.colour`, 'blue');
    expect((await see(gates.mixed ?? '')).criteria).toMatchObject([
      { expected: 'yes', actual: 'yes', status: 'met' },
      { expected: 'no', actual: 'yes', status: 'not-met' },
      { expected: 'blue', actual: 'blue', status: 'met' },
    ]);
  });

  test.each([
    ['gates.no-such-fact', '/gates/0/criteria/0/fact', open({ fact: 'things.unheard-of' })],
    ['gates.no-such-fact', '/gates/0/criteria/0/fact', open({ fact: null })],
    ['gates.fact-not-whole', '/gates/0/criteria/0/threshold', open({ operator: null, threshold: null })],
    ['gates.fact-not-whole', '/gates/0/criteria/0/threshold', open({ fact: 'things.sound' })],
    ['gates.fact-not-whole', '/gates/0/criteria/0/responsible', open({ responsible: 'quality' })],
    ['gates.fact-not-whole', '/gates/0/criteria/0/type', checklist('x', { fact: 'things.sound' })],
  ])('is refused with %s at %s where it asks what cannot be asked', async (code, field, draft) => {
    const subject = { kind: 'thing', id: crypto.randomUUID(), key: null, unitIds: [unit.id] };
    const placed = await world.place(owner, subject, [gateDraft('uat', [draft])]);
    expect(placed).toMatchObject({ ok: false, refusals: [{ code, field }] });
  });
});
