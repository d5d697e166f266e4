import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMatter, anApproval, aRequirement, matterNow, people, plainWords } from '../../../../tests/support/a-matter.ts';
import type { Approval } from './approval.ts';
import { fillsBoth } from './fills-both.ts';
import { isApproved, judgeStep } from './judge-step.ts';
import { type Matter, selves } from './matter.ts';
import { mayGive } from './may-give.ts';
import { approverOf, type Requirement } from './requirement.ts';

/** Steps of a record in this model, each with the part that somebody comes to have by it. */
const partOf = {
  plan: 'approved-dates',
  'declare-ready': 'decided-go',
  deploy: 'deployed',
  'release-for-use': 'released',
} as const;
type Step = keyof typeof partOf;
const steps: readonly Step[] = ['plan', 'declare-ready', 'deploy', 'release-for-use'];
const names = ['ann', 'ben', 'cem', 'dil'] as const;
const everyPart = [...Object.values(partOf), 'owns', ...steps.map(approverOf)];

type Act =
  | { readonly what: 'approve' | 'withdraw' | 'take'; readonly who: string; readonly step: Step }
  | { readonly what: 'own'; readonly who: string; readonly step: Step };

const act: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom('approve', 'approve', 'approve', 'take', 'take', 'withdraw', 'own'),
  who: fc.constantFrom(...names),
  step: fc.constantFrom(...steps),
});
const demand = fc.record({
  step: fc.constantFrom(...steps),
  seats: fc.integer({ min: 1, max: 2 }),
  excludes: fc.subarray(everyPart, { maxLength: 4 }),
});

/** What a run of acts came to: who sat where when a step was taken, and who had which part. */
type Played = {
  readonly matter: Matter;
  readonly relied: readonly { readonly person: string; readonly requirement: Requirement }[];
};

function play(requirements: readonly Requirement[], deputies: Readonly<Record<string, string>>, acts: readonly Act[]): Played {
  const roles = people(Object.fromEntries(names.map((name) => [name, ['quality']])), deputies);
  let matter = aMatter({ requirements, people: roles, covers: new Map(steps.map((step) => [step, ['name']] as const)) });
  const relied: { person: string; requirement: Requirement }[] = [];
  const taken = new Set<Step>();
  const withApprovals = (approvals: readonly Approval[]): Matter => ({
    ...matter,
    approvals,
    standings: new Map(approvals.map((one) => [one.id, 'valid'] as const)),
  });
  const gain = (personId: string, as: string): Matter => ({
    ...matter,
    participants: [...matter.participants, { personId, as }],
  });
  for (const { what, who, step } of acts) {
    if (what === 'approve') {
      const { refusals, answers } = mayGive(matter, step, 'approve', who, plainWords);
      if (refusals.length > 0) continue;
      const given = anApproval(who, { step, at: matterNow, answers: Object.fromEntries(answers.map((one) => [one.key, 1])) });
      matter = withApprovals([...matter.approvals, given]);
    } else if (what === 'withdraw' && !taken.has(step)) {
      matter = withApprovals(
        matter.approvals.map((one) =>
          one.personId === who && one.step === step && one.withdrawn === null
            ? { ...one, withdrawn: { at: matterNow, reason: 'changed my mind' } }
            : one,
        ),
      );
    } else if (what === 'own') {
      if (fillsBoth(matter, who, ['owns']).length === 0) matter = gain(who, 'owns');
    } else if (what === 'take') {
      const judged = judgeStep(matter, step);
      if (!isApproved(judged) || fillsBoth(matter, who, [partOf[step]]).length > 0) continue;
      relied.push(
        ...judged.answered.flatMap(({ requirement, filled }) => filled.map((one) => ({ person: one.personId, requirement }))),
      );
      taken.add(step);
      matter = gain(who, partOf[step]);
    }
  }
  return { matter, relied };
}

const run = fc.record({
  demands: fc.array(demand, { minLength: 1, maxLength: 4 }),
  deputies: fc.constantFrom<Readonly<Record<string, string>>>({}, {}, { ben: 'ann' }, { ben: 'ann', cem: 'dil' }),
  acts: fc.array(act, { minLength: 5, maxLength: 40 }),
});

describe('one person and two parts', () => {
  test('no order of acts leads one person, or a deputy and who they stand in for, to two parts that exclude each other', () => {
    let checked = 0;
    fc.assert(
      fc.property(run, ({ demands, deputies, acts }) => {
        const requirements = demands.map((one, at) => aRequirement({ ...one, key: `RQ-${at + 1}` }));
        const { matter, relied } = play(requirements, deputies, acts);
        for (const { person, requirement } of relied) {
          const own = selves(matter.people, person);
          const parts = [
            ...matter.participants,
            ...relied.map((other) => ({ personId: other.person, as: approverOf(other.requirement.step) })),
          ].filter((part) => own.includes(part.personId) && part.as !== approverOf(requirement.step));
          checked += requirement.excludes.length;
          expect(parts.filter((part) => requirement.excludes.includes(part.as))).toEqual([]);
        }
      }),
      { numRuns: 3_000 },
    );
    // Many of the runs did come to a step that relied on somebody whom something excludes.
    expect(checked).toBeGreaterThan(100);
  });

  const excluding = aRequirement({ step: 'plan', excludes: ['deployed'] });
  const crew = people({ quinn: ['quality'], quade: ['quality'] });

  test('who deployed does not approve, and who approved does not deploy; who took the approval back does', () => {
    const deployed = aMatter({ people: crew, requirements: [excluding], participants: [{ personId: 'quinn', as: 'deployed' }] });
    expect(mayGive(deployed, 'plan', 'approve', 'quinn', plainWords).refusals.map((one) => one.code)).toEqual([
      'approvals.excluded',
    ]);
    const given = anApproval('quinn', { answers: { 'RQ-1': 1 } });
    expect(
      fillsBoth(aMatter({ people: crew, requirements: [excluding], approvals: [given] }), 'quinn', ['deployed']),
    ).toHaveLength(1);
    const back = { ...given, withdrawn: { at: matterNow, reason: 'a mistake' } };
    expect(fillsBoth(aMatter({ people: crew, requirements: [excluding], approvals: [back] }), 'quinn', ['deployed'])).toEqual([]);
  });

  test('approvers of two steps are kept apart in both orders', () => {
    const requirements = [
      aRequirement({ step: 'plan', excludes: [approverOf('close')] }),
      aRequirement({ key: 'RQ-2', step: 'close' }),
    ];
    const codes = (first: string, second: string) =>
      mayGive(
        aMatter({ people: crew, requirements, approvals: [anApproval('quinn', { step: first })] }),
        second,
        'approve',
        'quinn',
        plainWords,
      ).refusals.map((one) => one.code);
    expect(codes('plan', 'close')).toEqual(['approvals.fills-both']);
    expect(codes('close', 'plan')).toEqual(['approvals.excluded']);
  });
});
