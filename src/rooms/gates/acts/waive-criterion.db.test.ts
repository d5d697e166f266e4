import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';
import { refused } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { guardOf } from '../door.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let tester: Someone;
let owner: Someone;
let quality: Someone;

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  tester = await h.someone(['test-manager'], { unit });
  owner = await h.someone(['business-process-owner'], { unit });
  quality = await h.someone(['quality'], { unit });
});

const day = 86_400_000;
const days = (n: number) => new Date(house().clock.now().getTime() + n * day).toISOString();
const show = async (id: string, as = owner) => (await house().http(as, 'GET', `/gates/${id}`)).body;
const record = (id: string, criterion: string, body: object, as = tester) =>
  house().http(as, 'POST', `/gates/${id}/criteria/${criterion}/results`, { body });
const codes = (reply: { readonly body: { readonly refusals: readonly { readonly code: string }[] } }) =>
  reply.body.refusals.map((refusal) => refusal.code);

const waive = async (id: string, criterion: string, body: object = {}, as = quality) =>
  house().http(as, 'POST', `/gates/${id}/criteria/${criterion}/waivers`, {
    ifMatch: (await show(id)).version,
    body: { reason: 'agreed with the process owner', expiresAt: days(10), password: as.password, ...body },
  });
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
const whyNot = async (subject: { readonly kind: string; readonly id: string }, verb: string) => {
  const outcome = await transact(house().callAs(owner.actor), async (work) => refused(await guardOf(work, subject, verb)));
  return outcome.ok ? [] : outcome.refusals;
};

describe('a waiver', () => {
  test('counts while it is valid, re-opens the gate when it expires, at the guard before any job ran', async () => {
    const { id, subject } = await gate();
    await record(id, 'coverage', { value: 90 });
    expect((await waive(id, 'coverage')).body.evaluation).toMatchObject({ green: true, inputs: [{ status: 'waived' }] });
    expect((await pass(id)).body.state).toBe('passed');
    expect(await whyNot(subject, 'ready')).toEqual([]);
    await world.later(10 * day);
    const [closed] = await whyNot(subject, 'ready');
    expect(closed).toMatchObject({
      code: 'gates.not-passed',
      facts: { state: 'reopened', missing: [{ key: 'coverage', status: 'not-met', actual: '90 %' }] },
    });
    expect(closed?.facts?.['who']).toMatchObject([{ id: owner.id }]);
    expect((await house().http(owner, 'GET', `/gates?subject=thing:${subject.id}`)).body.items).toMatchObject([
      { state: 'reopened', met: 0 },
    ]);
  });

  test('is no way past a gate for one person: who gave it does not decide the gate, and is not named among who could', async () => {
    const both = await house().someone(['quality', 'business-process-owner'], { unit });
    const { id } = await gate();
    await record(id, 'coverage', { value: 90 });
    expect((await waive(id, 'coverage', {}, both)).status).toBe(201);
    const seen = await show(id, both);
    const bound = { code: 'identity.not-independent', facts: { as: 'waived a criterion', tie: 'own' } };
    expect(seen.can.pass).toMatchObject([bound]);
    const body = { reason: 'all is well', password: both.password, evaluationHash: seen.evaluation.hash };
    const passed = await house().http(both, 'POST', `/gates/${id}/acts/pass`, { ifMatch: seen.version, body });
    expect([passed.status, passed.body.refusals]).toMatchObject([422, [bound]]);
    await house().http(both, 'DELETE', `/gates/${id}/waivers/${seen.criteria[0].waivers[0].id}`, {
      ifMatch: seen.version,
      body: { reason: 'given in error' },
    });
    expect((await show(id, both)).can.pass.map((refusal: { code: string }) => refusal.code)).not.toContain(bound.code);
    expect((await waive(id, 'coverage', {}, both)).status).toBe(201);
    expect((await pass(id)).body.state).toBe('passed');
  });

  test('ends within 90 days, is signed, and is given by nobody who recorded the failing result or is involved', async () => {
    const { id, subject } = await gate();
    await record(id, 'coverage', { value: 90 });
    world.involved.set(subject.id, [{ personId: tester.id, as: 'developer' }]);
    const refusedAll = await waive(id, 'coverage', { expiresAt: days(91), password: 'not this one' }, tester);
    expect(codes(refusedAll)).toEqual(['identity.not-independent', 'identity.not-independent', 'gates.waiver-unbounded']);
    expect(codes(await waive(id, 'coverage', { password: 'not this one' }))).toEqual(['identity.password-wrong']);
    expect((await waive(id, 'coverage', { expiresAt: days(0) })).body.refusals[0].code).toBe('gates.waiver-unbounded');
    expect(codes(await waive(id, 'coverage', {}, await house().someone(['deployer'], { unit })))).toContain('identity.no-right');
    expect((await house().http(null, 'POST', `/gates/${id}/criteria/coverage/waivers`, { ifMatch: 2, body: {} })).status).toBe(
      401,
    );
    expect(
      (
        await house().http(quality, 'POST', `/gates/${id}/criteria/coverage/waivers`, {
          ifMatch: 1,
          body: { reason: 'from an old screen', expiresAt: days(1), password: quality.password },
        })
      ).status,
    ).toBe(412);
    expect((await waive(id, 'no-such')).status).toBe(404);
  });

  test('is given once, and never for what is met', async () => {
    const { id } = await gate([measure('coverage'), checklist('done')]);
    await record(id, 'done', { checked: true });
    expect(codes(await waive(id, 'done'))).toEqual(['gates.nothing-to-waive']);
    await waive(id, 'coverage');
    expect(codes(await waive(id, 'coverage'))).toEqual(['gates.already-waived']);
    expect((await show(id, quality)).criteria[0].can.waive).toMatchObject([{ code: 'gates.already-waived' }]);
  });

  test('can be withdrawn with a reason: the gate that relied on it re-opens in the same act and its subject hears of it', async () => {
    const { id, subject } = await gate();
    await waive(id, 'coverage');
    await pass(id);
    const seen = await show(id);
    const waiver = seen.criteria[0].waivers[0].id;
    const withdraw = (version: number) =>
      house().http(quality, 'DELETE', `/gates/${id}/waivers/${waiver}`, { ifMatch: version, body: { reason: 'given in error' } });
    expect((await withdraw(1)).status).toBe(412);
    expect((await withdraw(seen.version)).body).toMatchObject({ state: 'reopened', reopened: true });
    expect(world.reopened.at(-1)).toMatchObject({ subject: subject.id, why: '“Measure coverage” has no valid result' });
    const again = await show(id);
    expect(again.criteria[0].waivers[0]).toMatchObject({ valid: false, withdrawn: { reason: 'given in error' } });
    expect((await withdraw(again.version)).body).toMatchObject({ version: again.version });
    expect(
      (
        await house().http(quality, 'DELETE', `/gates/${id}/waivers/${subject.id}`, {
          ifMatch: again.version,
          body: { reason: 'another one' },
        })
      ).status,
    ).toBe(404);
  });
});
