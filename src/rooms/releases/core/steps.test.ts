import { describe, expect, test } from 'vitest';
import { aNow, aRelease, inDays } from '../../../../tests/support/a-release.ts';
import { applyChanges, changesBetween } from '../../../foundation/record.ts';
import { releaseStates } from '../contract.ts';
import { afterChange, withPatch } from './change.ts';
import { bareInput } from './facts.ts';
import { claimsOf } from './holds.ts';
import { keptApart } from './involvement.ts';
import { lifecycle } from './lifecycle.ts';
import { withMove } from './move.ts';
import { outcomeOf } from './outcome.ts';
import { pastRecord, toRecord } from './record.ts';
import type { Decision } from './release.ts';
import { takeStep } from './take-step.ts';

const decision = (kind: string, by = 'somebody'): Decision => ({
  id: kind,
  kind,
  by,
  at: aNow,
  result: null,
  reason: null,
  voidedAt: null,
  voidWhy: null,
});

describe('what a release claims', () => {
  test('in every state: soft, hard, or nothing', () => {
    const strength = (state: (typeof releaseStates)[number]) =>
      claimsOf(aRelease({ state, heldFrom: state === 'on-hold' ? 'planned' : null }), new Set())[0]?.strength ?? 'none';
    expect(Object.fromEntries(releaseStates.map((state) => [state, strength(state)]))).toEqual({
      proposed: 'soft',
      accepted: 'soft',
      planned: 'hard',
      'in-progress': 'hard',
      ready: 'hard',
      deploying: 'hard',
      deployed: 'hard',
      'released-for-use': 'hard',
      warranty: 'hard',
      closed: 'none',
      'backed-out': 'none',
      'closed-failed': 'none',
      rejected: 'none',
      'on-hold': 'hard',
      cancelled: 'none',
    });
  });

  test('the whole span with the time to back out; an emergency needs no window; regression is shared', () => {
    const [claim] = claimsOf(aRelease({ kind: 'emergency' }), new Set());
    expect(claim?.end.getTime()).toBe(inDays(10.25).getTime() + 3_600_000);
    expect(claim?.needsWindow).toBe(false);
    const tested = aRelease({
      applications: [{ applicationId: 'a', role: 'regression', version: null, result: 'pending', resultNote: null }],
    });
    expect(claimsOf(tested, new Set())[0]).toMatchObject({ strength: 'soft', exclusive: false, deployment: false });
  });
});

describe('what a change takes away', () => {
  const ready = aRelease({ state: 'ready', decisions: [decision('accept-uat'), decision('declare-ready')] });
  const voided = (release: typeof ready) => release.decisions.filter((each) => each.voidedAt !== null).map((each) => each.kind);

  test('what a signature covers is another: other applications or another name void UAT and go, other dates the go, a summary nothing', () => {
    const scope = afterChange(ready, withPatch(ready, { applications: [] }), aNow);
    expect([scope.state, voided(scope)]).toEqual(['in-progress', ['accept-uat', 'declare-ready']]);
    const dates = afterChange(ready, withPatch(ready, { phases: [] }), aNow);
    expect([dates.state, voided(dates)]).toEqual(['in-progress', ['declare-ready']]);
    const name = afterChange(ready, withPatch(ready, { name: 'Other' }), aNow);
    expect([name.state, voided(name)]).toEqual(['in-progress', ['accept-uat', 'declare-ready']]);
    const summary = afterChange(ready, withPatch(ready, { summary: 'Other' }), aNow);
    expect([summary.state, voided(summary), summary.version]).toEqual(['ready', [], 2]);
  });

  test('what cannot be taken again from there stays: while it is deployed the go and the UAT, and who decided go keeps off the deployment', () => {
    const decisions = [decision('accept-uat', 'ann'), decision('declare-ready', 'ben'), decision('deploy', 'cem')];
    const [name, other] = ['Other', [{ key: 'm', name: 'M', at: inDays(3), doneAt: null }]] as const;
    for (const patch of [{ name }, { warrantyEnd: inDays(40) }, { milestones: other }]) {
      const deploying = aRelease({ state: 'deploying', decisions });
      const edited = afterChange(deploying, withPatch(deploying, patch), aNow);
      expect([edited.state, voided(edited)]).toEqual(['deploying', []]);
    }
    const deployed = aRelease({ state: 'deployed', decisions: [...decisions, decision('validate')] });
    expect(voided(afterChange(deployed, withPatch(deployed, { name }), aNow))).toEqual(['validate']);
    const used = aRelease({ ...deployed, state: 'warranty', decisions: [...deployed.decisions, decision('confirm-it')] });
    expect(voided(afterChange(used, withPatch(used, { name }), aNow))).toEqual(['confirm-it']);
    const held = aRelease({ state: 'on-hold', heldFrom: 'in-progress', decisions: [decision('accept-uat')] });
    expect(voided(afterChange(held, withPatch(held, { name }), aNow))).toEqual(['accept-uat']);
  });

  test('the go that a running deployment began on counts as decided, also where it lost its effect since', () => {
    const lost = { ...decision('declare-ready', 'ben'), voidedAt: aNow, voidWhy: 'the dates of the release changed' };
    const release = aRelease({ state: 'deploying', decisions: [lost, decision('deploy', 'cem')] });
    const hands = { testers: [], owners: [], datesBy: null };
    for (const verb of ['record-results', 'complete'] as const)
      expect(keptApart(release, hands, verb), verb).toEqual([{ personId: 'ben', as: 'decided go' }]);
    expect(keptApart({ ...release, state: 'ready' }, hands, 'deploy')).toEqual([]);
  });

  test('an application that stays keeps its result', () => {
    const with_ = aRelease({
      applications: [{ applicationId: 'a', role: 'changed', version: '1', result: 'completed', resultNote: 'ok' }],
    });
    expect(
      withPatch(with_, { applications: [{ applicationId: 'a', role: 'changed', version: '2' }] }).applications[0],
    ).toMatchObject({ result: 'completed', version: '2' });
  });
});

describe('a move', () => {
  test('takes along what is not over, and leaves what happened', () => {
    const release = aRelease({
      phases: [
        { key: 'plan', name: 'Plan', kind: 'plan', start: inDays(-9), end: inDays(-5) },
        { key: 'build', name: 'Build', kind: 'build', start: inDays(-1), end: inDays(5) },
        { key: 'uat', name: 'UAT', kind: 'uat', start: inDays(5), end: inDays(8) },
      ],
      milestones: [
        { key: 'm', name: 'M', at: inDays(3), doneAt: null },
        { key: 'd', name: 'D', at: inDays(4), doneAt: inDays(-1) },
      ],
    });
    const move = {
      goLive: { start: inDays(17), end: inDays(17.25), zone: 'UTC' },
      backOutMinutes: 60,
      shift: { phases: true, milestones: true, gates: true },
    };
    const { release: after, moved } = withMove(release, move, aNow);
    expect(after.phases.map((phase) => [phase.start, phase.end])).toEqual([
      [inDays(-9), inDays(-5)],
      [inDays(-1), inDays(12)],
      [inDays(12), inDays(15)],
    ]);
    expect(after.milestones.map((milestone) => milestone.at)).toEqual([inDays(10), inDays(4)]);
    expect(moved.map((part) => part.key)).toEqual(['build', 'uat', 'm']);
  });

  const times = (start: string, end: string) => ({ start: new Date(start), end: new Date(end) });
  const dated = (zone: string, goLive: ReturnType<typeof times>) =>
    aRelease({
      goLive: { ...goLive, zone },
      phases: [
        { key: 'uat', name: 'UAT', kind: 'uat', ...times('2027-03-01T00:00+01:00', '2027-03-15T00:00+01:00') },
        { key: 'deploy', name: 'Deploy', kind: 'deploy', ...times('2027-03-20T17:30+01:00', '2027-03-20T23:00+01:00') },
      ],
      milestones: [{ key: 'm', name: 'M', at: new Date('2027-03-18T12:00+01:00'), doneAt: null }],
    });
  const to = (start: string, end: string) => ({
    goLive: { ...times(start, end), zone: 'Europe/Zurich' },
    backOutMinutes: 60,
    shift: { phases: true, milestones: true, gates: true },
  });
  const before = new Date('2027-01-01T00:00Z');

  test('to another hour of another day: dates stay at their time of day, over summer time too, and deployment stays around the go-live', () => {
    const release = dated('Europe/Zurich', times('2027-03-20T18:30+01:00', '2027-03-20T22:00+01:00'));
    const { release: after } = withMove(release, to('2027-04-03T18:00+02:00', '2027-04-03T21:30+02:00'), before);
    expect(after.phases.map(({ start, end }) => ({ start, end }))).toEqual([
      times('2027-03-15T00:00+01:00', '2027-03-29T00:00+02:00'),
      times('2027-04-03T17:00+02:00', '2027-04-03T22:30+02:00'),
    ]);
    expect(after.milestones[0]?.at).toEqual(new Date('2027-04-01T12:00+02:00'));
  });

  test('to another hour of the same day takes along only the deployment that is planned by the hour', () => {
    const release = dated('Europe/Zurich', times('2027-03-20T18:30+01:00', '2027-03-20T22:00+01:00'));
    const { moved } = withMove(release, to('2027-03-20T17:30+01:00', '2027-03-20T21:00+01:00'), before);
    expect(moved.map((part) => [part.key, part.to])).toEqual([['deploy', new Date('2027-03-20T16:30+01:00')]]);
  });
});

describe('the outcome', () => {
  test.each([
    [['completed', 'completed'], 'completed'],
    [['completed', 'rejected'], 'partially-completed'],
    [['rolled-back', 'completed'], 'partially-completed'],
    [['rejected', 'rolled-back'], 'failed'],
    [['completed', 'pending'], null],
    [[], null],
  ] as const)('of %j is %s', (results, outcome) => {
    expect(
      outcomeOf(
        results.map((result) => ({ result })),
        [],
      ),
    ).toBe(outcome);
  });
});

describe('who is kept apart', () => {
  const release = aRelease({
    decisions: [decision('declare-ready', 'go'), decision('deploy', 'deployer'), decision('validate', 'validator')],
  });
  const apart = (verb: (typeof lifecycle.rows)[number]['verb']) =>
    keptApart(release, { testers: ['tester'], owners: ['earlier owner', 'owner'], datesBy: 'planner' }, verb)
      .map((involvement) => involvement.personId)
      .toSorted();

  test('from each verb that decides', () => {
    expect(apart('accept')).toEqual(['proposer']);
    expect(apart('plan')).toEqual(['planner', 'proposer']);
    expect(apart('declare-ready')).toEqual(['deployer', 'proposer', 'tester']);
    for (const verb of ['deploy', 'record-results', 'complete'] as const) expect(apart(verb)).toEqual(['go']);
    expect(apart('release-for-use')).toEqual(['deployer', 'earlier owner', 'owner', 'proposer', 'tester', 'validator']);
    expect(apart('confirm-it')).toEqual(['deployer', 'proposer']);
  });
});

describe('the record in the ledger', () => {
  test('any state is rebuilt from its changes', () => {
    const before = aRelease({ state: 'deploying', decisions: [decision('deploy', 'deployer')] });
    const row = lifecycle.rows.find((each) => each.verb === 'complete');
    if (row === undefined) throw new Error('no row');
    const results = [{ applicationId: 'app', result: 'completed' as const, note: null }];
    const after = takeStep(before, {
      row,
      input: { ...bareInput, results },
      children: [],
      by: 'deployer',
      now: aNow,
      decisionId: 'complete',
    });
    expect([after.state, after.outcome]).toEqual(['deployed', 'completed']);
    const rebuilt = pastRecord.parse(
      applyChanges([...changesBetween(null, toRecord(before)), ...changesBetween(toRecord(before), toRecord(after))]),
    );
    expect({ ...rebuilt, id: after.id, updatedAt: after.updatedAt, version: after.version }).toEqual(after);
  });
});
