import type { ChangeOutcome, ChangeState, ChangeVerb } from '../contract-words.ts';
import type { Change, Decision } from './change.ts';
import type { StepInput } from './facts.ts';
import type { Row } from './lifecycle.ts';
import type { Risk } from './risk.ts';

export type Step = {
  readonly row: Row;
  readonly input: StepInput;
  /** As it stands now: kept by the assessment. */
  readonly risk: Risk;
  readonly by: string;
  readonly now: Date;
  readonly decisionId: string;
};

const builtAnew: readonly ChangeVerb[] = ['build', 'test'];
const everything: readonly ChangeVerb[] = [
  'submit',
  'assess',
  'agree',
  'object',
  'authorise',
  'permit',
  ...builtAnew,
  'approve',
  'schedule',
];

/** Decisions that lose their effect when a verb leads back, or is taken anew. */
function voidedBy(verb: ChangeVerb, state: ChangeState): (decision: Decision) => boolean {
  const kinds = verb === 'rework' ? everything : verb === 'send-back' ? builtAnew : [];
  const word = verb === 'agree' || verb === 'object';
  return ({ kind, state: taken }) =>
    kinds.includes(kind) ||
    (verb === 'send-back' && taken === 'tested') ||
    (word && taken === state && (kind === 'agree' || kind === 'object'));
}

const whyVoid: Readonly<Partial<Record<ChangeVerb, string>>> = {
  rework: 'the change was taken back to its draft',
  'send-back': 'the change was sent back to be built',
};

const results: Readonly<Partial<Record<ChangeVerb, ChangeOutcome>>> = {
  complete: 'implemented',
  fail: 'failed',
  'back-out': 'backed-out',
};

/** The change after a verb. Whether the verb may be taken was judged before. */
export function takeStep(change: Change, { row, input, risk, by, now, decisionId }: Step): Change {
  const loses = voidedBy(row.verb, change.state);
  const before = change.decisions.map((decision) =>
    decision.voidedAt === null && loses(decision)
      ? { ...decision, voidedAt: now, voidWhy: whyVoid[row.verb] ?? 'quality said it anew' }
      : decision,
  );
  const decision: Decision = {
    id: decisionId,
    kind: row.verb,
    state: change.state,
    by,
    at: now,
    reason: input.reason,
    voidedAt: null,
    voidWhy: null,
  };
  const result = results[row.verb];
  return {
    ...change,
    state: row.to === 'previous' ? (change.heldFrom ?? change.state) : row.to,
    heldFrom: row.to === 'on-hold' ? change.state : null,
    decisions: [...before, decision],
    assessed: row.verb === 'assess' ? { ...risk, at: now } : row.verb === 'rework' ? null : change.assessed,
    outcome: result === undefined ? change.outcome : { result, note: input.outcome ?? '', at: now },
    updatedAt: now,
    version: change.version + 1,
  };
}
