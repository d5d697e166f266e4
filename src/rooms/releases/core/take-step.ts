import type { ActInput, ChildFact } from './facts.ts';
import type { Row } from './lifecycle.ts';
import { outcomeOf, withResults } from './outcome.ts';
import type { Decision, Release } from './release.ts';

export type Step = {
  readonly row: Row;
  readonly input: ActInput;
  readonly children: readonly ChildFact[];
  readonly by: string;
  readonly now: Date;
  readonly decisionId: string;
};

/** Steps that leave their doer's name in the record although no signature confirms them: who deployed may not accept. */
const deploymentSteps: readonly string[] = ['deploy', 'record-results', 'complete'];
/** Decisions that lose their effect when a verb leads back. */
const voids: Readonly<Record<string, readonly string[]>> = {
  'no-go': ['declare-ready'],
  'expire-go': ['declare-ready'],
  'void-go': ['declare-ready'],
  validate: ['validate'],
  'accept-uat': ['accept-uat'],
  'confirm-business': ['confirm-business'],
  'confirm-it': ['confirm-it'],
  'back-out': ['declare-ready', 'accept-uat', 'validate', 'release-for-use', 'confirm-business', 'confirm-it'],
};
const whyVoid: Readonly<Record<string, string>> = {
  'no-go': 'no-go was decided',
  'expire-go': 'the go expired',
  'void-go': 'what the go relied on changed',
  'back-out': 'the release was backed out',
};

/** Takes the effect of standing decisions away; the record of them stays. */
export const withoutEffect = (
  decisions: readonly Decision[],
  kinds: readonly string[],
  now: Date,
  why: string,
): readonly Decision[] =>
  decisions.map((decision) =>
    decision.voidedAt === null && kinds.includes(decision.kind) ? { ...decision, voidedAt: now, voidWhy: why } : decision,
  );

/** The release after a verb. Whether the verb may be taken was judged before. */
export function takeStep(release: Release, step: Step): Release {
  const { row, input, by, now } = step;
  const voided = withoutEffect(release.decisions, voids[row.verb] ?? [], now, whyVoid[row.verb] ?? 'it was decided anew');
  const records = row.demands.includes('signature') || deploymentSteps.includes(row.verb);
  const decision: Decision = {
    id: step.decisionId,
    kind: row.verb,
    by,
    at: now,
    result: input.validation,
    reason: input.reason,
    voidedAt: null,
    voidWhy: null,
  };
  const moved: Release = {
    ...release,
    state: row.to === 'previous' ? (release.heldFrom ?? release.state) : row.to,
    heldFrom: row.to === 'on-hold' ? release.state : null,
    decisions: records ? [...voided, decision] : voided,
    updatedAt: now,
    version: release.version + 1,
  };
  return { ...moved, ...effectsOf(moved, step) };
}

function effectsOf(release: Release, { row, input, children, now }: Step): Partial<Release> {
  switch (row.verb) {
    case 'plan':
      return { baseline: release.baseline ?? { at: now, goLive: release.goLive, phases: release.phases } };
    case 'record-results':
      return { applications: withResults(release.applications, input.results), deviation: input.deviation ?? release.deviation };
    case 'complete': {
      const applications = withResults(release.applications, input.results);
      return { applications, outcome: outcomeOf(applications, children), deviation: input.deviation ?? release.deviation };
    }
    case 'stop':
      return {
        applications: release.applications.map((application) => ({ ...application, result: 'pending', resultNote: null })),
      };
    case 'back-out':
      return {
        outcome: null,
        applications: release.applications.map((application) =>
          application.result === 'completed' ? { ...application, result: 'rolled-back' } : application,
        ),
      };
    case 'resume-work':
      return {
        outcome: null,
        deviation: null,
        applications: release.applications.map((application) => ({ ...application, result: 'pending', resultNote: null })),
      };
    case 'fail':
      return { outcome: 'failed' };
    default:
      return {};
  }
}
