import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';

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
const show = async (id: string, as = owner) => (await house().http(as, 'GET', `/gates/${id}`)).body;
const record = (id: string, criterion: string, body: object, as = tester, headers = {}) =>
  house().http(as, 'POST', `/gates/${id}/criteria/${criterion}/results`, { body, headers });
const codes = (reply: { readonly body: { readonly refusals: readonly { readonly code: string }[] } }) =>
  reply.body.refusals.map((refusal) => refusal.code);
const pass = async (id: string) => {
  const seen = await show(id);
  return house().http(owner, 'POST', `/gates/${id}/acts/pass`, {
    ifMatch: seen.version,
    body: { reason: 'all is well', password: owner.password, evaluationHash: seen.evaluation.hash },
  });
};
const gate = async (criteria = [measure('coverage')]) => {
  const made = await world.thing(owner, unit, [gateDraft('uat', criteria)]);
  return { subject: made.subject, id: made.gates.uat ?? '' };
};

describe('a result', () => {
  test('that turns a criterion red re-opens the gate that had passed, in the same act, and tells its subject', async () => {
    const { id, subject } = await gate();
    await record(id, 'coverage', { value: 96 });
    await pass(id);
    const red = await record(id, 'coverage', { value: 94 });
    expect(red.body).toMatchObject({ state: 'reopened', reopened: true });
    expect(world.reopened.at(-1)).toEqual({
      subject: subject.id,
      gate: 'Gate uat',
      guards: 'ready',
      why: '“Measure coverage” is not met',
    });
    expect((await show(id)).reopenedWhy).toBe('“Measure coverage” is not met');
  });

  test('stands beside all earlier ones; an older measurement that comes late does not replace a newer one', async () => {
    const h = house();
    const { id } = await gate();
    await record(id, 'coverage', { value: 80 });
    const late = { value: 99, measuredAt: new Date(h.clock.now().getTime() - hour).toISOString() };
    await record(id, 'coverage', late);
    const [criterion] = (await show(id)).criteria;
    expect(criterion).toMatchObject({ status: 'not-met', actual: '80 %', earlier: [{ value: 99 }] });
  });

  test('that is withdrawn leaves the criterion unknown; no earlier result comes back', async () => {
    const { id, subject } = await gate();
    await record(id, 'coverage', { value: 96 });
    await record(id, 'coverage', { value: 97 });
    await pass(id);
    const result = (await show(id)).criteria[0].result.id;
    const withdraw = () =>
      house().http(tester, 'DELETE', `/gates/${id}/results/${result}`, { body: { reason: 'wrong build measured' } });
    expect((await withdraw()).body).toMatchObject({
      state: 'reopened',
      reopened: true,
      evaluation: { inputs: [{ status: 'unknown', actual: null }] },
    });
    const seen = await show(id);
    expect(seen.criteria[0]).toMatchObject({
      result: { value: 97, withdrawn: { reason: 'wrong build measured' } },
      earlier: [{ value: 96 }],
    });
    expect((await withdraw()).body.version).toBe(seen.version);
    expect(
      (await house().http(tester, 'DELETE', `/gates/${id}/results/${subject.id}`, { body: { reason: 'there is none' } })).status,
    ).toBe(404);
  });

  test('fits its criterion, was measured by now and carries the evidence that is asked: every fault at once', async () => {
    const { id } = await gate([checklist('done', { evidence: 'signed report' }), measure('coverage')]);
    const soon = new Date(house().clock.now().getTime() + 1000).toISOString();
    expect(codes(await record(id, 'done', { checked: true, value: 1, measuredAt: soon }))).toEqual([
      'gates.result-misfit',
      'gates.measured-in-future',
      'gates.evidence-missing',
    ]);
    expect(codes(await record(id, 'coverage', { checked: true }))).toEqual(['gates.result-misfit']);
    expect((await record(id, 'done', { checked: true, link: 'javascript:alert(1)' })).status).toBe(400);
    expect((await record(id, 'done', { checked: true, link: 'https://reports.example/1' })).status).toBe(201);
    expect((await record(id, 'done', { checked: false })).status).toBe(201);
    expect((await record(id, 'nothing', { checked: false })).status).toBe(404);
  });

  test('is recorded by the responsible role, in the unit, by nobody signed out and on no closed subject', async () => {
    const { id, subject } = await gate([checklist('done', { responsible: 'quality' })]);
    expect(codes(await record(id, 'done', { checked: true }))).toEqual(['gates.not-responsible']);
    expect((await show(id, tester)).criteria[0].can.record).toMatchObject([{ code: 'gates.not-responsible' }]);
    const auditor = await house().someone(['auditor'], { unit });
    expect((await record(id, 'done', { checked: true }, auditor)).status).toBe(403);
    expect((await house().http(null, 'POST', `/gates/${id}/criteria/done/results`, { body: { checked: true } })).status).toBe(
      401,
    );
    const quality = await house().someone(['quality'], { unit });
    world.closed.add(subject.id);
    expect(codes(await record(id, 'done', { checked: true }, quality))).toEqual(['thing.closed']);
    world.closed.delete(subject.id);
    expect((await record(id, 'done', { checked: true }, quality)).status).toBe(201);
  });

  test('sent twice with one idempotency key is recorded once', async () => {
    const { id } = await gate();
    const first = await record(id, 'coverage', { value: 96 }, tester, { 'idempotency-key': 'run-17' });
    const second = await record(id, 'coverage', { value: 96 }, tester, { 'idempotency-key': 'run-17' });
    expect(second.body).toEqual(first.body);
    expect((await show(id)).criteria[0].earlier).toEqual([]);
  });
});
