import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let tester: Someone;
let owner: Someone;
let manager: Someone;
let machineTester: { readonly token: string };

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  tester = await h.someone(['test-manager'], { unit, name: 'Tina Test' });
  owner = await h.someone(['business-process-owner'], { unit, name: 'Olga Owner' });
  manager = await h.someone(['release-manager'], { unit, name: 'Ravi Release' });
  machineTester = await h.apiToken(tester, ['read', 'act']);
});

const show = (id: string, as = owner) => house().http(as, 'GET', `/gates/${id}`);
const record = (id: string, criterion: string, body: object, as: Someone | { readonly token: string } = tester) =>
  house().http(as, 'POST', `/gates/${id}/criteria/${criterion}/results`, { body });

async function decide(id: string, verb: string, body: object = {}, as = owner) {
  const seen = await show(id, as);
  return house().http(as, 'POST', `/gates/${id}/acts/${verb}`, {
    ifMatch: seen.body.version,
    body: { reason: 'looked at all of it', password: as.password, evaluationHash: seen.body.evaluation.hash, ...body },
  });
}

const codes = (reply: { readonly body: { readonly refusals: readonly { readonly code: string }[] } }) =>
  reply.body.refusals.map((refusal) => refusal.code);
const oneGate = async (criteria = [checklist('done'), measure('coverage')], more = {}) => {
  const made = await world.thing(manager, unit, [gateDraft('uat', criteria, more)]);
  return { subject: made.subject, id: made.gates.uat ?? '' };
};

describe('a gate is passed', () => {
  test('when all criteria are green in the same evaluation, by a named role, with reason and password; the decision keeps the evaluation it was made on', async () => {
    const { id } = await oneGate();
    expect((await record(id, 'done', { checked: true })).body.state).toBe('open');
    expect(
      (await record(id, 'coverage', { value: 97.5, measuredBy: 'SonarQube', ofVersion: '2.4.0' }, machineTester)).status,
    ).toBe(201);
    const passed = await decide(id, 'pass');
    expect(passed.status).toBe(201);
    expect(passed.body).toMatchObject({ state: 'passed', evaluation: { green: true, met: 2, total: 2 } });
    const seen = await show(id);
    expect(seen.body.decisions).toMatchObject([
      { outcome: 'pass', by: { name: 'Olga Owner' }, role: 'business-process-owner', stands: true },
    ]);
    expect(seen.body.criteria[1]).toMatchObject({
      expected: '≥ 95 %',
      actual: '97.5 %',
      status: 'met',
      result: { measuredBy: 'SonarQube', ofVersion: '2.4.0' },
    });
    const kept = await house().http(owner, 'GET', `/gates/${id}/evaluations`);
    expect(kept.body.items.map((item: { occasion: string }) => item.occasion)).toEqual([
      'decision',
      'result',
      'result',
      'placed',
    ]);
    expect(kept.body.items[0].hash).toBe(passed.body.evaluation.hash);
    const page = await house().http(owner, 'GET', `/gates/${id}/evaluations?limit=3`);
    const rest = await house().http(owner, 'GET', `/gates/${id}/evaluations?limit=3&cursor=${page.body.nextCursor}`);
    expect(rest.body.items.map((item: { occasion: string }) => item.occasion)).toEqual(['placed']);
  });

  test('and is found by the key of its subject and its own', async () => {
    const { id, subject } = await oneGate();
    const seen = await house().http(owner, 'GET', `/gates/${subject.key}%2Fuat`);
    expect(seen.body).toMatchObject({ id, key: 'uat', subject: { key: subject.key, label: `Thing ${subject.key}` } });
    const strip = await house().http(owner, 'GET', `/gates?subject=thing:${subject.key}`);
    expect(strip.body.items).toMatchObject([{ id, state: 'upcoming', met: 0, total: 2 }]);
  });
});

describe('a gate is not passed', () => {
  test('while a criterion is unknown or not met: every one is named with expected and actual', async () => {
    const { id } = await oneGate();
    await record(id, 'coverage', { value: 80 });
    const refused = await decide(id, 'pass');
    expect(refused.status).toBe(422);
    expect(codes(refused)).toEqual(['gates.criteria-not-green']);
    expect(refused.body.refusals[0].facts.missing).toMatchObject([
      { key: 'done', status: 'unknown' },
      { key: 'coverage', actual: '80 %', expected: '≥ 95 %', status: 'not-met' },
    ]);
    expect((await show(id)).body.can.pass).toMatchObject([{ code: 'gates.criteria-not-green' }]);
  });

  test('by somebody who holds the right but not the role of this gate: who could decide is named', async () => {
    const { id } = await oneGate([]);
    const refused = await decide(id, 'pass', {}, manager);
    expect(refused.status).toBe(403);
    expect(codes(refused)).toEqual(['gates.not-decider']);
    expect(refused.body.refusals[0].facts.who).toContain('Olga Owner');
  });

  test('by somebody with the role in another unit, who does not even learn that it exists', async () => {
    const { id } = await oneGate([]);
    const elsewhere = await house().someone(['business-process-owner'], { unit: await house().unit() });
    expect((await show(id, elsewhere)).status).toBe(404);
    const refused = await house().http(elsewhere, 'POST', `/gates/${id}/acts/pass`, { ifMatch: 1, body: { reason: 'why not' } });
    expect([refused.status, ...codes(refused)]).toEqual([404, 'gates.no-such-gate']);
  });

  test('by who recorded a result of it, nor by who is involved in its subject: all reasons at once', async () => {
    const both = await house().someone(['business-process-owner', 'test-manager'], { unit });
    const { id, subject } = await oneGate([checklist('done')]);
    world.involved.set(subject.id, [{ personId: both.id, as: 'requester' }]);
    await record(id, 'done', { checked: true }, both);
    const refused = await decide(id, 'pass', { password: 'wrong password' }, both);
    expect(refused.body.refusals.map((r: { code: string; facts?: { as?: string } }) => r.facts?.as ?? r.code)).toEqual([
      'requester',
      'tester',
    ]);
    expect((await show(id, both)).body.can.pass).toHaveLength(2);
    const free = await show(id, owner);
    expect(free.body.can.pass).toBe(true);
  });

  test('without a password, without a reason, by a token, signed out', async () => {
    const { id } = await oneGate([]);
    expect(codes(await decide(id, 'pass', { password: undefined }))).toEqual(['signatures.signature-required']);
    expect((await decide(id, 'pass', { reason: '' })).status).toBe(400);
    const token = await house().apiToken(owner, ['read', 'act']);
    const byToken = await house().http(token, 'POST', `/gates/${id}/acts/pass`, { ifMatch: 1, body: { reason: 'by machine' } });
    expect(codes(byToken)).toContain('identity.people-only');
    expect((await house().http(null, 'POST', `/gates/${id}/acts/pass`, { ifMatch: 1, body: { reason: 'nobody' } })).status).toBe(
      401,
    );
  });

  test('from a stale screen: without the version, with an old one, and with an evaluation that time has changed', async () => {
    const h = house();
    const { id } = await oneGate([checklist('done', { freshnessHours: 2 })]);
    await record(id, 'done', { checked: true });
    const seen = await show(id);
    const body = { reason: 'looked at it', password: owner.password, evaluationHash: seen.body.evaluation.hash };
    expect((await h.http(owner, 'POST', `/gates/${id}/acts/pass`, { body })).status).toBe(428);
    const old = await h.http(owner, 'POST', `/gates/${id}/acts/pass`, { ifMatch: 1, body });
    expect(old.status).toBe(412);
    expect(old.body.refusals[0].facts.fields.map((f: { field: string }) => f.field)).toContain('/criteria/done/result/checked');
    await world.later(2 * 3_600_000);
    const late = await h.http(owner, 'POST', `/gates/${id}/acts/pass`, { ifMatch: seen.body.version, body });
    expect(late.status).toBe(412);
    expect(late.body.refusals[0]).toMatchObject({
      code: 'gates.evaluation-changed',
      facts: { changed: [{ key: 'done', status: 'stale' }] },
    });
    expect(codes(late)).toContain('gates.criteria-not-green');
    const unseen = await h.http(owner, 'POST', `/gates/${id}/acts/pass`, {
      ifMatch: seen.body.version,
      body: { ...body, evaluationHash: undefined },
    });
    expect(codes(unseen)).toContain('gates.evaluation-unseen');
  });

  test('when its subject is closed, or the gate does not exist', async () => {
    const { id, subject } = await oneGate([]);
    const seen = await show(id);
    world.closed.add(subject.id);
    const body = { reason: 'too late', password: owner.password, evaluationHash: seen.body.evaluation.hash };
    const refused = await house().http(owner, 'POST', `/gates/${id}/acts/pass`, { ifMatch: 1, body });
    expect(codes(refused)).toEqual(['thing.closed']);
    expect((await show(subject.id)).status).toBe(404);
  });

  test('twice: what is decided is re-opened first', async () => {
    const { id } = await oneGate([]);
    expect((await decide(id, 'fail')).body.state).toBe('failed');
    expect(codes(await decide(id, 'pass'))).toEqual(['gates.wrong-state']);
    expect((await decide(id, 'reopen', { password: undefined, evaluationHash: undefined })).body).toMatchObject({
      state: 'reopened',
      reopened: false,
    });
    expect((await decide(id, 'pass')).body.state).toBe('passed');
    expect((await decide(id, 'reopen')).body).toMatchObject({ state: 'reopened', reopened: true });
    expect(world.reopened.at(-1)).toMatchObject({ gate: 'Gate uat', guards: 'ready', why: 'looked at all of it' });
  });
});

describe('a gate is passed on a condition', () => {
  const days = (n: number) => new Date(house().clock.now().getTime() + n * 86_400_000).toISOString();

  test('that says what must be done, ends within 30 days and names exactly what is not green', async () => {
    const { id } = await oneGate();
    await record(id, 'done', { checked: true });
    const bare = await decide(id, 'pass-conditionally', { tolerates: ['done'] });
    expect(codes(bare)).toEqual(['gates.condition-missing', 'gates.condition-unbounded', 'gates.tolerance-not-exact']);
    expect(bare.body.refusals[2].facts).toEqual({ unnamed: ['coverage'], needless: ['done'] });
    const long = await decide(id, 'pass-conditionally', {
      condition: 'measure it',
      expiresAt: days(31),
      tolerates: ['coverage'],
    });
    expect(codes(long)).toEqual(['gates.condition-unbounded']);
    const passed = await decide(id, 'pass-conditionally', {
      condition: 'measure it',
      expiresAt: days(30),
      tolerates: ['coverage'],
    });
    expect(passed.body).toMatchObject({ state: 'passed-conditionally', evaluation: { green: false } });
  });

  test('and re-opens when what it tolerates gets another result that is not green', async () => {
    const { id } = await oneGate();
    await record(id, 'done', { checked: true });
    await record(id, 'coverage', { value: 94 });
    await decide(id, 'pass-conditionally', { condition: 'measure again', expiresAt: days(5), tolerates: ['coverage'] });
    await world.later(1000);
    expect((await record(id, 'coverage', { value: 60 })).body).toMatchObject({ state: 'reopened', reopened: true });
  });

  test('and becomes passed once the condition is met and everything is green', async () => {
    const { id } = await oneGate();
    await record(id, 'done', { checked: true });
    await decide(id, 'pass-conditionally', { condition: 'measure it', expiresAt: days(5), tolerates: ['coverage'] });
    await record(id, 'coverage', { value: 99 });
    expect((await decide(id, 'pass')).body.state).toBe('passed');
  });

  test('and counts as re-opened from the moment it expires, before any job ran', async () => {
    const { id } = await oneGate([checklist('done')]);
    await decide(id, 'pass-conditionally', { condition: 'do it', expiresAt: days(1), tolerates: ['done'] });
    await world.later(86_400_000);
    const seen = await show(id);
    expect(seen.body).toMatchObject({
      state: 'reopened',
      reopenedWhy: expect.stringContaining('the conditional pass has expired'),
    });
    expect(seen.body.decisions[0].stands).toBe(false);
  });
});

describe('a gate that does not apply', () => {
  test('is declared so with a reason, and re-opens when a result shows that it does', async () => {
    const { id } = await oneGate([checklist('done', { freshnessHours: 1 })]);
    await record(id, 'done', { checked: true });
    expect((await decide(id, 'declare-not-applicable')).body.state).toBe('not-applicable');
    await world.later(5 * 3_600_000);
    expect((await show(id)).body.state).toBe('not-applicable');
    expect((await record(id, 'done', { checked: false })).body).toMatchObject({ state: 'reopened', reopened: true });
  });
});
