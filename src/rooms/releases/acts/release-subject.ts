import type { Json } from '../../../foundation/canonical-json.ts';
import type { Subject } from '../../../foundation/record.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Due } from '../../signatures/door.ts';
import { toRecord } from '../core/record.ts';
import type { Release } from '../core/release.ts';
import type { AnyVerb } from '../core/verbs.ts';

export const subjectKind = 'release';
/** The release as the ledger, gates and interlocks name it. */
export const subjectOf = (release: Pick<Release, 'id' | 'key' | 'unitId'>): Subject => ({
  kind: subjectKind,
  id: release.id,
  key: release.key,
  unitIds: [release.unitId],
});
export const refOf = (release: Pick<Release, 'id'>) => ({ kind: subjectKind, id: release.id });

/** What an act answers: plain JSON, so that a repeated request with the same key gets it again; the reply reads the record anew. */
export type Written = { readonly id: string; readonly version: number };
export const written = (outcome: Outcome<Release>): Outcome<Written> =>
  outcome.ok ? done({ id: outcome.value.id, version: outcome.value.version }) : outcome;

/** What a signature on a step would cover: the release as the step leaves it, decided on the version before. */
export const dueFor = (
  before: Release,
  after: Release,
  verb: AnyVerb | 'move',
  input: Json,
  effects: readonly string[],
): Due => ({
  subject: subjectOf(after),
  label: `${after.key} ${after.name}`,
  version: before.version,
  verb,
  after: toRecord(after),
  input,
  effects,
});
