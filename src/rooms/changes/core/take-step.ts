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
  /** Key of the version of its model that is in force: fixed by the submission. */
  readonly inForce: string;
  readonly by: string;
  readonly now: Date;
  readonly decisionId: string;
};

const builtAnew: readonly ChangeVerb[] = ['build', 'test'];
const everything: readonly ChangeVerb[] = [
  'submit',
  'submit-standard',
  'assess',
  'agree',
  'object',
  'authorise',
  'permit',
  ...builtAnew,
  'approve',
  'schedule',
];

const losing: Readonly<Partial<Record<ChangeVerb, readonly ChangeVerb[]>>> = {
  rework: everything,
  'make-normal': everything,
  'send-back': builtAnew,
  verify: ['verify'],
};

/** Decisions that lose their effect when a verb leads back, or is taken anew. */
function voidedBy(verb: ChangeVerb, state: ChangeState): (decision: Decision) => boolean {
  const kinds = losing[verb] ?? [];
  const word = verb === 'agree' || verb === 'object';
  return ({ kind, state: taken }) =>
    kinds.includes(kind) ||
    (verb === 'send-back' && taken === 'tested') ||
    (word && taken === state && (kind === 'agree' || kind === 'object'));
}

const whyVoid: Readonly<Partial<Record<ChangeVerb, string>>> = {
  rework: 'the change was taken back to its draft',
  'make-normal': 'the change was turned into a normal one',
  'send-back': 'the change was sent back to be built',
  verify: 'it was verified anew',
};

const results: Readonly<Partial<Record<ChangeVerb, ChangeOutcome>>> = {
  complete: 'implemented',
  fail: 'failed',
  'back-out': 'backed-out',
};

/** Submission fixes the version that is followed. Whoever takes a standard change off its template writes what others decide on. */
function modelAfter(
  change: Change,
  verb: ChangeVerb,
  by: string,
  inForce: string,
): Pick<Change, 'model' | 'follows' | 'authors'> {
  const { model, follows, authors } = change;
  if (verb === 'make-normal') return { model: 'normal', follows: null, authors: [...new Set([...authors, by])].toSorted() };
  return { model, follows: verb === 'submit' || verb === 'submit-standard' ? inForce : follows, authors };
}

function assessedAfter(change: Change, verb: ChangeVerb, now: Change['assessed']): Change['assessed'] {
  if (verb === 'assess' || verb === 'submit-standard') return now;
  return verb === 'rework' || verb === 'make-normal' ? null : change.assessed;
}

/** The change after a verb. Whether the verb may be taken was judged before. */
export function takeStep(change: Change, { row, input, risk, inForce, by, now, decisionId }: Step): Change {
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
    ...modelAfter(change, row.verb, by, inForce),
    assessed: assessedAfter(change, row.verb, { ...risk, at: now }),
    outcome: result === undefined ? change.outcome : { result, note: input.outcome ?? '', at: now },
    updatedAt: now,
    version: change.version + 1,
  };
}
