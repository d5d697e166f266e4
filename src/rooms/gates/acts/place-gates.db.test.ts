import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';
import { transact } from '../../../foundation/transact.ts';
import { decidersIn, gateDraftsOf, gatesOf, moveGateDuesIn, recordersIn } from '../door.ts';

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

const due = new Date('2026-12-01T09:00:00.000Z');
const uat = gateDraft('uat', [checklist('done'), measure('coverage')], { dueAt: due });
const go = gateDraft('go', [], { guards: 'deploy', deciders: ['release-manager', 'quality'] });
const db = () => house().app.database.db;
const show = async (id: string) => (await house().http(owner, 'GET', `/gates/${id}`)).body;

async function passedUat() {
  const h = house();
  const made = await world.thing(owner, unit, [uat, go]);
  const id = made.gates.uat ?? '';
  await h.http(tester, 'POST', `/gates/${id}/criteria/done/results`, { body: { checked: true } });
  await h.http(tester, 'POST', `/gates/${id}/criteria/coverage/results`, { body: { value: 99 } });
  const seen = await show(id);
  await h.http(owner, 'POST', `/gates/${id}/acts/pass`, {
    ifMatch: seen.version,
    body: { reason: 'all is well', password: owner.password, evaluationHash: seen.evaluation.hash },
  });
  return { ...made, id };
}

describe('placing gates', () => {
  test('makes them, exports them as they were asked, and does nothing when repeated', async () => {
    const { subject } = await world.thing(owner, unit, [uat, go]);
    expect((await gateDraftsOf(db(), [subject])).get(subject.id)).toEqual([uat, go].map((draft) => ({ ...draft, from: null })));
    expect(await world.place(owner, subject, [uat, go])).toMatchObject({ ok: true, value: { changed: false, reopened: [] } });
    expect((await gatesOf(db(), [subject], house().clock.now())).get(subject.id)).toMatchObject([
      { key: 'uat', state: 'upcoming', guards: 'ready', dueAt: due, met: 0, total: 2 },
      { key: 'go', state: 'upcoming', guards: 'deploy', dueAt: null, met: 0, total: 0 },
    ]);
  });

  test('keeps a decision when only due time or order change', async () => {
    const { subject, id } = await passedUat();
    const outcome = await world.place(owner, subject, [go, { ...uat, dueAt: null }]);
    expect(outcome).toMatchObject({ ok: true, value: { changed: true, reopened: [] } });
    expect(await show(id)).toMatchObject({
      state: 'passed',
      order: 1,
      criteria: [{ status: 'met' }, { status: 'met' }],
    });
  });

  test.each([
    ['another name', { ...uat, name: 'User acceptance' }, 'its name changed'],
    ['an added criterion', { ...uat, criteria: [...uat.criteria, checklist('more')] }, 'its criteria changed'],
    [
      'a stricter threshold',
      { ...uat, criteria: [checklist('done'), measure('coverage', { threshold: 98 })] },
      'its criteria changed',
    ],
    ['a criterion taken away', { ...uat, criteria: [checklist('done')] }, 'its criteria changed'],
    ['other deciders', { ...uat, deciders: ['quality'] }, 'who decides it changed'],
    ['another guarded verb', { ...uat, guards: 'deploy' }, 'the step that it stands before changed'],
  ])('re-opens a gate that had passed for %s, and names it to the caller', async (_what, draft, why) => {
    const { subject, id } = await passedUat();
    const outcome = await world.place(owner, subject, [draft, go]);
    expect(outcome).toMatchObject({ ok: true, value: { reopened: [{ id, key: 'uat', guards: 'ready', why }] } });
    expect(await show(id)).toMatchObject({ state: 'reopened', reopenedWhy: why });
  });

  test('asks a changed question anew: an earlier result never answers it', async () => {
    const { subject, id } = await passedUat();
    await world.place(owner, subject, [{ ...uat, criteria: [checklist('done'), measure('coverage', { threshold: 98 })] }, go]);
    expect((await show(id)).criteria).toMatchObject([
      { status: 'met' },
      { key: 'coverage', status: 'unknown', result: null, earlier: [] },
    ]);
  });

  test('withdraws what is missing; a gate that comes back is to be decided again and keeps its history', async () => {
    const { subject, id } = await passedUat();
    await world.place(owner, subject, [go]);
    expect((await house().http(owner, 'GET', `/gates/${id}`)).status).toBe(404);
    await world.place(owner, subject, [uat, go]);
    expect(await show(id)).toMatchObject({ state: 'reopened', decisions: [{ outcome: 'pass', stands: false }] });
    const said = await sql<{ act: string; key: string }>`
      select act, subject_key as key from ledger.entry where subject_kind = 'gate' and subject_id = ${id} order by subject_place`.execute(
      db(),
    );
    expect(said.rows.map((entry) => entry.act)).toEqual([
      'gates.placed',
      'gates.result-recorded',
      'gates.result-recorded',
      'gates.passed',
      'gates.withdrawn',
      'gates.changed',
    ]);
    expect(new Set(said.rows.map((entry) => entry.key))).toEqual(new Set([`${subject.key}/uat`]));
  });

  test('is refused for drafts that are not whole: every fault at once, nothing half placed', async () => {
    const { subject } = await world.thing(owner, unit, [uat]);
    const outcome = await world.place(owner, subject, [
      gateDraft(
        'a',
        [checklist('x'), measure('x', { threshold: null }), checklist('y', { freshnessHours: 0, responsible: 'auditor' })],
        { deciders: [] },
      ),
      gateDraft('a', [], { deciders: ['administrator'], name: ' ' }),
      gateDraft('no key', []),
    ]);
    expect(outcome.ok ? [] : outcome.refusals.map((refusal) => refusal.code)).toEqual([
      'gates.key-twice',
      'gates.key-malformed',
      'gates.decider-missing',
      'gates.key-twice',
      'gates.measure-not-whole',
      'gates.freshness-unbounded',
      'gates.responsible-unknown',
      'gates.text-length',
      'gates.decider-unknown',
    ]);
    expect((await gatesOf(db(), [subject], house().clock.now())).get(subject.id)).toHaveLength(1);
  });
});

test('due times move together with the subject; what has passed keeps its own', async () => {
  const { subject } = await passedUat();
  const open = await world.thing(owner, unit, [uat]);
  for (const moved of [subject, open.subject])
    await transact(house().callAs(owner.actor), (work) =>
      moveGateDuesIn(work, moved, (due) => new Date(due.getTime() + 3_600_000)),
    );
  const strips = await gatesOf(db(), [subject, open.subject], house().clock.now());
  expect(strips.get(subject.id)?.[0]?.dueAt).toEqual(due);
  expect(strips.get(open.subject.id)?.[0]?.dueAt).toEqual(new Date('2026-12-01T10:00:00.000Z'));
});

test('who decided and who recorded is told to the owner of the subject', async () => {
  const { subject } = await passedUat();
  expect(await decidersIn(db(), subject)).toEqual([{ personId: owner.id, as: 'decided gate “Gate uat”' }]);
  expect(await recordersIn(db(), subject)).toEqual([{ personId: tester.id, as: 'tester' }]);
});
