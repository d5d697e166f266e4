import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { CriterionStatus } from '../contract.ts';
import { actualOf, type Criterion, expectedOf, statusOf } from './criterion.ts';
import { evaluate } from './evaluation.ts';
import type { Gate } from './gate.ts';
import { criteriaNotGreen } from './rules/criteria-not-green.ts';
import { greenTooShort } from './rules/green-too-short.ts';
import { greenSinceNow, runAfter } from './run-of-green.ts';
import { isPassing, lapsesAt, whyLapsed } from './standing.ts';

const no = defineRefusals('gates', {
  'assumed-past': {
    kind: 'rule',
    says: (f: { at: string; now: string }) => `What would be is asked of now or later, not of ${f.at}: it is ${f.now} now.`,
    remedy: 'Choose a later moment, or none for now. How it stood is shown with `asOf`.',
  },
});

export const assumedPast = (at: Date, now: Date): readonly Refusal[] =>
  at >= now ? [] : [no['assumed-past']({ at: at.toISOString(), now: now.toISOString() }, { field: '/at' })];

/** What is assumed of one criterion. */
export type Assumed = {
  readonly result?: { readonly value: number | null; readonly checked: boolean | null };
  readonly found?: number | boolean | string | null;
  readonly withdrawn?: true;
  readonly waivedUntil?: Date;
};

/** The criterion as it would be: a result recorded now, a waiver given now. */
export function assume(criterion: Criterion, assumed: Assumed | undefined, now: Date): Criterion {
  if (assumed === undefined) return criterion;
  const by = { by: 'assumed', at: now, reason: 'assumed' };
  const result =
    assumed.result === undefined
      ? criterion.result
      : {
          id: 'assumed',
          ...assumed.result,
          measuredAt: now,
          measuredBy: null,
          ofVersion: null,
          note: null,
          link: null,
          recordedBy: 'assumed',
          recordedAt: now,
          second: null,
          withdrawn: null,
        };
  const waiver = assumed.waivedUntil;
  return {
    ...criterion,
    result: assumed.withdrawn === true && result !== null ? { ...result, withdrawn: by } : result,
    found:
      assumed.found === undefined
        ? criterion.found
        : { value: assumed.found, until: null, says: 'Assumed.', inputs: {}, at: now },
    waivers:
      waiver === undefined
        ? criterion.waivers
        : [...criterion.waivers, { ...by, id: 'assumed', expiresAt: waiver, withdrawn: null }],
  };
}

type Seen = { readonly status: CriterionStatus; readonly actual: string | null };
export type WhatIf = {
  readonly at: Date;
  readonly criteria: readonly {
    readonly key: string;
    readonly text: string;
    readonly expected: string;
    readonly stands: Seen;
    readonly would: Seen;
    readonly assumed: boolean;
  }[];
  readonly met: number;
  readonly total: number;
  readonly green: boolean;
  readonly greenSince: Date | null;
  readonly missing: readonly Refusal[];
  readonly holds: { readonly holds: boolean; readonly why: readonly string[] } | null;
  readonly endsAt: Date | null;
};

const seenAt = (criterion: Criterion, at: Date): Seen => ({ status: statusOf(criterion, at), actual: actualOf(criterion) });

/** The gate as it stands, as it would be now with what is assumed, and as it would be at the moment: each with what the house finds. */
export type ThreeGates = { readonly stands: Gate; readonly assumed: Gate; readonly later: Gate };

/** From when to which moment, and which approvals of the pass nobody will have given by then, as far as is known now. */
type Asked = { readonly now: Date; readonly at: Date; readonly unapproved: readonly Refusal[] };

/**
 * What would be at a moment, by the very rules that judge a decision: the assumptions become known now, and from then on only time passes.
 */
export function whatIf(gates: ThreeGates, assumptions: ReadonlyMap<string, Assumed>, { now, at, unapproved }: Asked): WhatIf {
  const { stands: gate, assumed, later } = gates;
  const { criteria } = later;
  const run = runAfter(gate.kept, evaluate(gate.id, assumed.criteria, now).green, assumed.criteria, now);
  const evaluation = evaluate(gate.id, criteria, at);
  const { green, met, total } = evaluation;
  const since = greenSinceNow(run, green, at);
  const missing = [...criteriaNotGreen(evaluation), ...greenTooShort(gate.greenHours, since, at), ...unapproved];
  const { decision } = gate;
  const why = decision === null || !isPassing(gate.state) ? null : whyLapsed(decision, criteria, at);
  const passed = {
    id: '',
    outcome: 'pass',
    by: '',
    role: '',
    condition: null,
    expiresAt: null,
    tolerates: [],
    trail: null,
    at,
  } as const;
  return {
    at,
    criteria: criteria.map((criterion, place) => ({
      key: criterion.key,
      text: criterion.text,
      expected: expectedOf(criterion),
      stands: seenAt(gate.criteria[place] ?? criterion, now),
      would: seenAt(criterion, at),
      assumed: assumptions.has(criterion.id),
    })),
    met,
    total,
    green,
    greenSince: since,
    missing,
    holds: why === null ? null : { holds: why.length === 0, why },
    endsAt: missing.length === 0 ? lapsesAt(passed, criteria, at) : null,
  };
}
