import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import type { ChangeVerb } from '../contract-words.ts';
import type { Change } from './change.ts';
import type { Facts, Rule } from './facts.ts';
import { lifecycle, type Row, type RuleName } from './lifecycle.ts';
import { approvalsGiven } from './rules/approvals-given.ts';
import { notStandard, standardOnly } from './rules/by-template.ts';
import { deciderIndependent } from './rules/decider-independent.ts';
import { forProduction, outsideProduction, shortWay } from './rules/for-production.ts';
import { hasApplications } from './rules/has-applications.ts';
import { needsDelivered } from './rules/needs-delivered.ts';
import { outcomeGiven } from './rules/outcome-given.ts';
import { plannedAhead } from './rules/planned-ahead.ts';
import { plansGiven } from './rules/plans-given.ts';
import { qualityAgrees } from './rules/quality-agrees.ts';
import { stillSigned } from './rules/still-signed.ts';
import { windowOpen } from './rules/window-open.ts';
import { withinModel } from './rules/within-model.ts';

export const rules: Readonly<Record<RuleName, Rule>> = {
  'has-applications': hasApplications,
  'plans-given': plansGiven,
  'for-production': forProduction,
  'outside-production': outsideProduction,
  'short-way': shortWay,
  'not-standard': notStandard,
  'standard-only': standardOnly,
  'within-model': withinModel,
  'approvals-given': approvalsGiven,
  'quality-agrees': qualityAgrees,
  'still-signed': stillSigned,
  'decider-independent': deciderIndependent,
  'planned-ahead': plannedAhead,
  'window-open': windowOpen,
  'needs-delivered': needsDelivered,
  'outcome-given': outcomeGiven,
};

const no = defineRefusals('changes', {
  'not-from-here': {
    kind: 'conflict',
    says: (f: { says: string; state: string; from: readonly string[] }) =>
      `“${f.says}” is not possible while the change is ${f.state}.`,
    remedy: (f) => `It is possible from: ${f.from.join(', ')}.`,
  },
  over: {
    kind: 'rule',
    says: (f: { state: string }) => `The change is ${f.state}: its record is closed and can only be read.`,
    remedy: 'Request another change for what is new.',
  },
  'reason-demanded': {
    kind: 'rule',
    says: () => 'This step needs a reason.',
    remedy: 'Say why, in at least three characters.',
  },
});

export { no as lifecycleRefusals };

/** The row of a verb from the state of the change, or why there is none. */
export function rowFor(change: Change, verb: ChangeVerb): { readonly row: Row } | { readonly refusals: readonly Refusal[] } {
  const row = transitionOf(lifecycle, change.state, verb);
  if (row !== undefined) return { row };
  const others = lifecycle.rows.filter((candidate) => candidate.verb === verb);
  const from = [...new Set(others.flatMap((other) => other.from))];
  return { refusals: [no['not-from-here']({ says: others[0]?.says ?? verb, state: change.state, from })] };
}

/** Every broken rule of a row, in the order of the row. Whether reason and signature are there is asked of an act only, never of `can`. */
export const brokenRules = (row: Row, change: Change, facts: Facts): readonly Refusal[] =>
  row.rules.flatMap((name) => rules[name](change, facts, row.verb));

export const missingReason = (row: Row, reason: string | null): readonly Refusal[] =>
  row.demands.includes('reason') && reason === null ? [no['reason-demanded']({}, { field: '/reason' })] : [];

/** What stands in the way of a verb before anybody has filled in its form. */
export const brokenBeforeInput = (row: Row, change: Change, facts: Facts): readonly Refusal[] =>
  brokenRules(row, change, facts).filter(({ code }) => code !== 'changes.outcome-missing');
