import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMatter, anApproval, aRequirement, matterNow, people } from '../../../../tests/support/a-matter.ts';
import type { Approval } from './approval.ts';
import { fillSeats } from './fill-seats.ts';
import { isApproved, judgeStep } from './judge-step.ts';
import type { Matter } from './matter.ts';
import { asks, type Requirement } from './requirement.ts';
import { whyNotCounted } from './why-not-counted.ts';

const day = 86_400_000;
const crew = people({ quinn: ['quality'], quade: ['quality'], sam: ['system-owner'], both: ['quality', 'system-owner'] });
const approved = (matter: Matter): boolean => isApproved(judgeStep(matter, 'plan'));

describe('the seats of a step', () => {
  test('requirements are ANDed: one person who could give both fills one seat', () => {
    const requirements = [aRequirement(), aRequirement({ key: 'RQ-2', who: { kind: 'role', id: 'system-owner' } })];
    const one = aMatter({ people: crew, requirements, approvals: [anApproval('both')] });
    expect(approved(one)).toBe(false);
    expect(approved(aMatter({ people: crew, requirements, approvals: [anApproval('both'), anApproval('sam')] }))).toBe(true);
    // Whoever came first sits where the other cannot.
    expect(approved(aMatter({ people: crew, requirements, approvals: [anApproval('both'), anApproval('quinn')] }))).toBe(true);
  });

  test('two seats need two people, however often one says yes', () => {
    const requirements = [aRequirement({ seats: 2 })];
    expect(approved(aMatter({ people: crew, requirements, approvals: [anApproval('quinn'), anApproval('quinn')] }))).toBe(false);
    expect(approved(aMatter({ people: crew, requirements, approvals: [anApproval('quinn'), anApproval('quade')] }))).toBe(true);
  });

  test('are given out as many as can be', () => {
    const options = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 5 }), { maxLength: 5 });
    const best = (seats: readonly (readonly number[])[], taken: ReadonlySet<number>): number => {
      const [first, ...rest] = seats;
      if (first === undefined) return 0;
      const without = best(rest, taken);
      return Math.max(without, ...first.filter((one) => !taken.has(one)).map((one) => 1 + best(rest, new Set([...taken, one]))));
    };
    fc.assert(
      fc.property(options, (seats) => {
        const filled = fillSeats(seats);
        const sitting = filled.filter((one) => one !== null);
        expect(new Set(sitting).size).toBe(sitting.length);
        for (const [seat, one] of filled.entries()) if (one !== null) expect(seats[seat]).toContain(one);
        expect(sitting.length).toBe(best(seats, new Set()));
      }),
    );
  });
});

describe('a yes', () => {
  const whyNot = (requirement: Requirement, approval: Approval, more: Partial<Matter> = {}) =>
    whyNotCounted(aMatter({ people: crew, requirements: [requirement], approvals: [approval], ...more }), requirement, approval);

  test('counts while nothing is against it', () => {
    expect(whyNot(aRequirement(), anApproval('quinn'))).toEqual([]);
  });

  test('counts no more when its content changed, its signature is broken, or it was withdrawn', () => {
    const yes = anApproval('quinn');
    expect(whyNot(aRequirement(), yes, { standings: new Map([[yes.id, 'changed']]) })).toEqual(['content-changed']);
    expect(whyNot(aRequirement(), yes, { standings: new Map([[yes.id, 'broken']]) })).toEqual(['signature-broken']);
    expect(whyNot(aRequirement(), yes, { standings: new Map() })).toEqual(['content-changed']);
    expect(whyNot(aRequirement(), anApproval('quinn', { withdrawn: { at: matterNow, reason: 'a mistake' } }))).toEqual([
      'withdrawn',
    ]);
  });

  test('counts up to its last day, to the millisecond', () => {
    const requirement = aRequirement({ validityDays: 30 });
    const given = (ago: number) => anApproval('quinn', { at: new Date(matterNow.getTime() - ago) });
    expect(whyNot(requirement, given(30 * day - 1))).toEqual([]);
    expect(whyNot(requirement, given(30 * day))).toEqual(['expired']);
  });

  test('counts no more when its giver lost the role, or came to have an excluded part', () => {
    expect(whyNot(aRequirement(), anApproval('nobody', { answers: { 'RQ-1': 1 } }))).toEqual(['role-lost']);
    const excluding = aRequirement({ excludes: ['deployed'] });
    const participants = [{ personId: 'quinn', as: 'deployed' }];
    expect(whyNot(excluding, anApproval('quinn'), { participants })).toEqual(['excluded']);
    expect(whyNot(excluding, anApproval('quade'), { participants })).toEqual([]);
  });

  test('counts for what it covers: a requirement that asks more needs another one', () => {
    expect(whyNot(aRequirement({ covers: ['name', 'goLive'] }), anApproval('quinn'))).toEqual(['covers-less']);
  });

  test('of a deputy counts, but not beside that of the person for whom they stand in, nor of another deputy of theirs', () => {
    const lent = people({ quinn: ['quality'] }, { dora: 'quinn', dan: 'quinn' });
    const requirements = [aRequirement({ seats: 2 })];
    const seats = (...given: readonly string[]): number =>
      judgeStep(aMatter({ people: lent, requirements, approvals: given.map((one) => anApproval(one)) }), 'plan').answered[0]
        ?.filled.length ?? 0;
    expect(seats('dora')).toBe(1);
    expect(seats('dora', 'quinn')).toBe(1);
    expect(seats('quinn', 'dora')).toBe(1);
    expect(seats('dora', 'dan')).toBe(1);
  });
});

describe('a no', () => {
  const no = (more: Partial<Approval> = {}) =>
    anApproval('quinn', { verdict: 'rejected', meaning: 'rejected', reason: 'not yet', ...more });

  test('blocks whatever else was said, and is not outvoted', () => {
    const approvals = [anApproval('quade'), anApproval('both'), no()];
    expect(approved(aMatter({ people: crew, approvals }))).toBe(false);
  });

  test('ends when it is taken back or its content changes; one that was tampered with stands', () => {
    const yes = anApproval('quade');
    const against = no();
    const with_ = (standing: 'changed' | 'broken') =>
      aMatter({
        people: crew,
        approvals: [yes, against],
        standings: new Map([
          [yes.id, 'valid'],
          [against.id, standing],
        ]),
      });
    expect(approved(with_('changed'))).toBe(true);
    expect(approved(with_('broken'))).toBe(false);
    expect(
      approved(aMatter({ people: crew, approvals: [yes, no({ withdrawn: { at: matterNow, reason: 'it is fine' } })] })),
    ).toBe(true);
  });
});

describe('a requirement', () => {
  const roles = ['quality', 'system-owner', 'release-manager'] as const;
  const names = ['ann', 'ben', 'cem', 'dil'] as const;
  const parts = ['requested', 'deployed', 'approved:accept'] as const;
  const requirement = fc
    .record({
      role: fc.constantFrom(...roles),
      seats: fc.integer({ min: 1, max: 2 }),
      meaning: fc.constantFrom('approved', 'reviewed'),
      excludes: fc.subarray([...parts]),
      validityDays: fc.option(fc.integer({ min: 1, max: 40 })),
    })
    .map(({ role, ...rest }) => ({ ...rest, who: { kind: 'role' as const, id: role } }));
  const approval = fc.record({
    personId: fc.constantFrom(...names),
    meaning: fc.constantFrom('approved', 'reviewed'),
    step: fc.constantFrom('plan', 'plan', 'accept'),
    ago: fc.integer({ min: 0, max: 50 }),
    verdict: fc.constantFrom<Approval['verdict']>('approved', 'approved', 'approved', 'rejected'),
    standing: fc.constantFrom('valid' as const, 'valid' as const, 'changed' as const, 'broken' as const),
  });
  const world = fc.record({
    roles: fc.tuple(...names.map(() => fc.subarray([...roles]))),
    deputy: fc.option(fc.constantFrom('ben', 'cem')),
    requirements: fc.array(requirement, { maxLength: 3 }),
    more: requirement,
    approvals: fc.array(approval, { maxLength: 7 }),
    participants: fc.array(fc.record({ personId: fc.constantFrom(...names), as: fc.constantFrom('requested', 'deployed') }), {
      maxLength: 3,
    }),
  });

  test('that is added never makes approval easier', () => {
    let easy = 0;
    fc.assert(
      fc.property(world, (w) => {
        const held = Object.fromEntries(names.map((name, at) => [name, w.roles[at] ?? []]));
        const approvals = w.approvals.map(({ ago, standing: _, ...one }) =>
          anApproval(one.personId, { ...one, at: new Date(matterNow.getTime() - ago * day), reason: 'said' }),
        );
        const standings = new Map(approvals.map((one, at) => [one.id, w.approvals[at]?.standing ?? 'gone'] as const));
        const requirements = w.requirements.map((one, at) => aRequirement({ ...one, key: `RQ-${at + 1}` }));
        const matter = aMatter({
          people: people(held, w.deputy === null ? {} : { [w.deputy]: 'ann' }),
          requirements,
          approvals,
          standings,
          participants: w.participants,
        });
        const harder = { ...matter, requirements: [...requirements, aRequirement({ ...w.more, key: 'RQ-9' })] };
        if (approved(harder)) {
          easy += 1;
          expect(approved(matter)).toBe(true);
        }
        const missing = (one: Matter): number => judgeStep(one, 'plan').answered.reduce((sum, each) => sum + each.missing, 0);
        expect(missing(harder)).toBeGreaterThanOrEqual(missing(matter));
      }),
      { numRuns: 2_000 },
    );
    // The property says something: some of these worlds are approved even so.
    expect(easy).toBeGreaterThan(0);
  });

  test('holds for records of its unit and below that have all its facets', () => {
    const facets = new Set(['unit:firm', 'unit:lab', 'gxp:yes', 'class:minor']);
    expect(asks({ unitId: 'firm', scope: [] }, facets)).toBe(true);
    expect(asks({ unitId: 'lab', scope: ['gxp:yes', 'class:minor'] }, facets)).toBe(true);
    expect(asks({ unitId: 'lab', scope: ['gxp:yes', 'class:major'] }, facets)).toBe(false);
    expect(asks({ unitId: 'plant', scope: [] }, facets)).toBe(false);
  });
});
