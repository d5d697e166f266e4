import type { Json } from '../../../foundation/canonical-json.ts';
import type { Subject } from '../../../foundation/record.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Due } from '../../signatures/door.ts';
import type { ChangeVerb } from '../contract-words.ts';
import type { Change } from '../core/change.ts';
import { toRecord } from '../core/record.ts';

export const subjectKind = 'change';
/** The change as the ledger and signatures name it. */
export const subjectOf = (change: Pick<Change, 'id' | 'key' | 'unitId'>): Subject => ({
  kind: subjectKind,
  id: change.id,
  key: change.key,
  unitIds: [change.unitId],
});
export const refOf = (change: Pick<Change, 'id'>) => ({ kind: subjectKind, id: change.id });

/** What an act answers: plain JSON, so that a repeated request with the same key gets it again; the reply reads the record anew. */
export type Written = { readonly id: string; readonly version: number };
export const written = (outcome: Outcome<Change>): Outcome<Written> =>
  outcome.ok ? done({ id: outcome.value.id, version: outcome.value.version }) : outcome;

function effectOf(before: Change, after: Change, verb: ChangeVerb): string {
  if (before.state !== after.state) return `${after.key} becomes ${after.state.replaceAll('-', ' ')}.`;
  return verb === 'object'
    ? 'The change goes no further before quality agrees, or it is back in the draft.'
    : 'The decision that comes next can rely on it.';
}

/** What a signature on a step would cover: the change as the step leaves it, decided on the version before. */
export const dueFor = (before: Change, after: Change, verb: ChangeVerb, input: Json): Due => ({
  subject: subjectOf(after),
  label: `${after.key} ${after.name}`,
  version: before.version,
  verb,
  after: toRecord(after),
  input,
  effects: [effectOf(before, after, verb)],
});
