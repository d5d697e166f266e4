import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import type { Facts, Rule } from './facts.ts';
import { lifecycle, type Row, type RuleName } from './lifecycle.ts';
import type { Release } from './release.ts';
import { approvalsGiven } from './rules/approvals-given.ts';
import { childrenFinished } from './rules/children-finished.ts';
import { confirmedTwice } from './rules/confirmed-twice.ts';
import { datesInOrder } from './rules/dates-in-order.ts';
import { deciderIndependent } from './rules/decider-independent.ts';
import { deviationForPartial } from './rules/deviation-for-partial.ts';
import { gatesPassed } from './rules/gates-passed.ts';
import { goLiveAhead } from './rules/go-live-ahead.ts';
import { goLiveReached } from './rules/go-live-reached.ts';
import { goStands } from './rules/go-stands.ts';
import { hasApplications } from './rules/has-applications.ts';
import { hasOwner } from './rules/has-owner.ts';
import { noBlockingCollision } from './rules/no-blocking-collision.ts';
import { nothingDeployed } from './rules/nothing-deployed.ts';
import { qualityForGxp } from './rules/quality-for-gxp.ts';
import { resultsForAll } from './rules/results-for-all.ts';
import { resultsGiven } from './rules/results-given.ts';
import { stillSigned } from './rules/still-signed.ts';
import { uatAccepted } from './rules/uat-accepted.ts';
import { validatedPositive } from './rules/validated-positive.ts';
import { validationGiven } from './rules/validation-given.ts';
import { warrantyOver } from './rules/warranty-over.ts';
import type { AnyVerb } from './verbs.ts';

export const rules: Readonly<Record<RuleName, Rule>> = {
  'has-owner': hasOwner,
  'has-applications': hasApplications,
  'dates-in-order': datesInOrder,
  'go-live-ahead': goLiveAhead,
  'gates-passed': gatesPassed,
  'approvals-given': approvalsGiven,
  'no-blocking-collision': noBlockingCollision,
  'decider-independent': deciderIndependent,
  'uat-accepted': uatAccepted,
  'still-signed': stillSigned,
  'go-stands': goStands,
  'go-live-reached': goLiveReached,
  'nothing-deployed': nothingDeployed,
  'results-given': resultsGiven,
  'results-for-all': resultsForAll,
  'deviation-for-partial': deviationForPartial,
  'validation-given': validationGiven,
  'validated-positive': validatedPositive,
  'quality-for-gxp': qualityForGxp,
  'confirmed-twice': confirmedTwice,
  'warranty-over': warrantyOver,
  'children-finished': childrenFinished,
};

const no = defineRefusals('releases', {
  imported: {
    kind: 'rule',
    says: (f: { source: string }) => `This release is history from ${f.source}: it can be read, not acted on.`,
    remedy: 'Propose a release of its own where work is to be done.',
  },
  'not-from-here': {
    kind: 'conflict',
    says: (f: { says: string; state: string; from: readonly string[] }) =>
      `“${f.says}” is not possible while the release is ${f.state}.`,
    remedy: (f) => `It is possible from: ${f.from.join(', ')}.`,
  },
  over: {
    kind: 'rule',
    says: (f: { state: string }) => `The release is ${f.state}: its record is closed and can only be read.`,
    remedy: 'Record what is new in another release.',
  },
  'deployment-begun': {
    kind: 'rule',
    says: (f: { state: string }) => `The release is ${f.state}: its go-live cannot move any more.`,
    remedy: 'Stop the deployment, or back the release out, before its go-live is moved.',
  },
  'reason-demanded': {
    kind: 'rule',
    says: () => 'This step needs a reason.',
    remedy: 'Say why, in at least three characters.',
  },
});

export { no as lifecycleRefusals };

/** The row of a verb from the state of the release, or why there is none. */
export function rowFor(release: Release, verb: AnyVerb): { readonly row: Row } | { readonly refusals: readonly Refusal[] } {
  if (release.origin === 'imported') return { refusals: [no.imported({ source: release.source ?? 'another system' })] };
  const row = transitionOf(lifecycle, release.state, verb);
  if (row !== undefined) return { row };
  const others = lifecycle.rows.filter((candidate) => candidate.verb === verb);
  return {
    refusals: [
      no['not-from-here']({ says: others[0]?.says ?? verb, state: release.state, from: others.flatMap((other) => other.from) }),
    ],
  };
}

/** Every broken rule of a row, in the order of the row. Whether reason and signature are there is asked of an act only, never of `can`. */
export const brokenRules = (row: Row, release: Release, facts: Facts): readonly Refusal[] =>
  row.rules.flatMap((name) => rules[name](release, facts, row.verb));

export const missingReason = (row: Row, reason: string | null): readonly Refusal[] =>
  row.demands.includes('reason') && reason === null ? [no['reason-demanded']({}, { field: '/reason' })] : [];

/** Refusals that the input of the act itself answers: not said by `can`, where there is no input yet. */
const answeredByInput: ReadonlySet<string> = new Set([
  'releases.results-given',
  'releases.results-for-all',
  'releases.nothing-completed',
  'releases.deviation-for-partial',
  'releases.validation-given',
]);

const formVerbs: readonly AnyVerb[] = ['record-results', 'complete', 'validate'];

/** What stands in the way of a verb before anybody has filled in its form. */
export const brokenBeforeInput = (row: Row, release: Release, facts: Facts): readonly Refusal[] =>
  brokenRules(row, release, facts).filter((refusal) => !answeredByInput.has(refusal.code) || !formVerbs.includes(row.verb));
