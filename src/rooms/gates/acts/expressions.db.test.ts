import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';
import type { CriterionDraft } from '../core/drafts.ts';
import { guardsOf } from '../door.ts';
import { measureGates } from './measure-gates.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let owner: Someone;
let tester: Someone;

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  owner = await h.someone(['business-process-owner'], { unit });
  tester = await h.someone(['test-manager'], { unit });
});

const computed = (expression: string, more: Partial<CriterionDraft> = {}): CriterionDraft =>
  checklist('all', { type: 'expression', expression, text: 'Everything together', ...more });

const see = async (id: string) => (await house().http(owner, 'GET', `/gates/${id}`)).body;
const record = async (id: string, criterion: string, body: object) => {
  const reply = await house().http(tester, 'POST', `/gates/${id}/criteria/${criterion}/results`, { body });
  expect(reply.status, reply.text).toBe(201);
  return reply.body;
};
const pass = async (id: string) => {
  const seen = await see(id);
  const body = { reason: 'looked at it', password: owner.password, evaluationHash: seen.evaluation.hash };
  return house().http(owner, 'POST', `/gates/${id}/acts/pass`, { ifMatch: seen.version, body });
};

async function placed(criteria: readonly CriterionDraft[]) {
  const { gates, subject } = await world.thing(owner, unit, [gateDraft('uat', criteria)]);
  return { id: gates.uat ?? '', subject };
}
const last = async (id: string) => (await see(id)).criteria.at(-1);

describe('a criterion that is computed', () => {
  test('uses the results of the others and facts; the text is what is expected, the values that it saw stand beside it', async () => {
    const { id } = await placed([
      measure('tests'),
      checklist('rollback'),
      computed('(criteria.tests.value >= 95 || criteria.rollback.value) && facts.gates.failed == 0'),
    ]);
    expect(await last(id)).toMatchObject({ status: 'unknown', actual: null, found: { value: null } });
    expect((await last(id)).found.says).toBe('Not known: criteria.rollback.value, criteria.tests.value.');
    await record(id, 'tests', { value: 96 });
    // CEL itself would stop at the first half of the “or”; what is used must be known.
    expect((await last(id)).found.says).toBe('Not known: criteria.rollback.value.');
    const after = await record(id, 'rollback', { checked: false });
    expect(after.evaluation.inputs.at(-1)).toMatchObject({ status: 'met', found: { value: true } });
    expect(await last(id)).toMatchObject({
      expected: '(criteria.tests.value >= 95 || criteria.rollback.value) && facts.gates.failed == 0',
      actual: 'yes',
      status: 'met',
      found: {
        says: 'Computed from criteria.rollback.value = false, criteria.tests.value = 96, facts.gates.failed = 0.',
        inputs: { 'criteria.tests.value': 96, 'criteria.rollback.value': false, 'facts.gates.failed': 0 },
      },
    });
    expect(await record(id, 'tests', { value: 90 })).toMatchObject({ evaluation: { green: false } });
    expect(await last(id)).toMatchObject({ actual: 'no', status: 'not-met' });
  });

  test('may give a number, which is held against another; what is no number is unknown', async () => {
    const { id } = await placed([
      measure('passed', { operator: '>=', threshold: 0, unit: null }),
      measure('planned', { operator: '>=', threshold: 0, unit: null }),
      computed('100 * criteria.passed.value / criteria.planned.value', { operator: '>=', threshold: 95, unit: '%' }),
    ]);
    await record(id, 'passed', { value: 48 });
    await record(id, 'planned', { value: 0 });
    expect(await last(id)).toMatchObject({ status: 'unknown', found: { says: 'Not computed: it gives no finite number.' } });
    await record(id, 'planned', { value: 50 });
    expect(await last(id)).toMatchObject({
      expected: '100 * criteria.passed.value / criteria.planned.value ≥ 95 %',
      actual: '96 %',
      status: 'met',
    });
  });

  test('a result that it used grows too old: it is unknown, the pass that relied on it ends, and the guard closes', async () => {
    const h = house();
    const { id, subject } = await placed([measure('tests', { freshnessHours: 2 }), computed('criteria.tests.value >= 95')]);
    await record(id, 'tests', { value: 99 });
    expect((await pass(id)).status).toBe(201);
    expect((await guardsOf(h.app, subject, h.clock.now())).size).toBe(0);
    await world.later(2 * 3_600_000);
    expect([...(await guardsOf(h.app, subject, h.clock.now())).keys()]).toEqual(['ready']);
    expect(await see(id)).toMatchObject({ state: 'reopened' });
    await measureGates(h.app);
    expect(await last(id)).toMatchObject({ status: 'unknown', found: { says: 'Not known: criteria.tests.value.' } });
  });

  test('is green only where everything that it uses is known, whatever it would make of the rest', async () => {
    const names = ['a', 'b', 'c'];
    const value = fc.constantFrom(true, false, null);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('||', '&&'),
        fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        fc.array(value, { minLength: 3, maxLength: 3 }),
        async (operator, negated, results) => {
          const text = names.map((name, at) => `${negated[at] ? '!' : ''}criteria.${name}.met`).join(` ${operator} `);
          const { id } = await placed([...names.map((name) => checklist(name)), computed(text)]);
          for (const [at, name] of names.entries()) if (results[at] !== null) await record(id, name, { checked: results[at] });
          const { status } = await last(id);
          if (results.includes(null)) expect(status).toBe('unknown');
          else {
            const terms = results.map((result, at) => (negated[at] ? !result : result));
            expect(status).toBe((operator === '||' ? terms.includes(true) : !terms.includes(false)) ? 'met' : 'not-met');
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  test('cannot be read: the refusal names the position and what it can use', async () => {
    const subject = { kind: 'thing', id: crypto.randomUUID(), key: null, unitIds: [unit.id] };
    const refused = await world.place(owner, subject, [
      gateDraft('uat', [measure('uat-tests'), computed('true && criteria.tests.value >= 98')]),
    ]);
    expect(refused).toMatchObject({
      ok: false,
      refusals: [
        {
          code: 'gates.expression-not-read',
          field: '/gates/0/criteria/1/expression',
          facts: { position: 9, near: 'criteria.tests.value', what: '“criteria.tests.value” is not known' },
        },
      ],
    });
    expect(refused.ok ? '' : refused.refusals[0]?.remedy).toContain('criteria.uat_tests.value (number)');
  });

  test.each([
    ['gates.expression-not-whole', '/gates/0/criteria/1/threshold', computed('criteria.tests.value + 1')],
    [
      'gates.expression-not-whole',
      '/gates/0/criteria/1/threshold',
      computed('criteria.tests.met', { operator: '>=', threshold: 1 }),
    ],
    ['gates.expression-not-whole', '/gates/0/criteria/1/responsible', computed('criteria.tests.met', { responsible: 'quality' })],
    ['gates.expression-not-whole', '/gates/0/criteria/1/type', checklist('x', { expression: 'criteria.tests.met' })],
    ['gates.expression-not-read', '/gates/0/criteria/1/expression', computed('criteria.all.met')],
  ])('is refused with %s at %s where it asks what cannot be asked', async (code, field, draft) => {
    const subject = { kind: 'thing', id: crypto.randomUUID(), key: null, unitIds: [unit.id] };
    const refused = await world.place(owner, subject, [gateDraft('uat', [measure('tests'), draft])]);
    expect(refused).toMatchObject({ ok: false, refusals: [{ code, field }] });
  });
});
