import type { Json } from '../../../foundation/canonical-json.ts';
import { changesBetween, type FieldChange, type RecordFields, type Subject } from '../../../foundation/record.ts';
import type { Requirement, Terms } from './requirement.ts';

export type ChangeState = 'proposed' | 'effective' | 'dropped';

/** A proposed change of a requirement: what it would ask, on which version, from when, why, by whom. */
export type Change = {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly state: ChangeState;
  readonly kind: 'new' | 'change' | 'withdraw';
  /** The requirement that it changes, or that came of it. */
  readonly requirementId: string | null;
  readonly baseVersion: number | null;
  readonly terms: Terms;
  readonly effectiveFrom: Date | null;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly ended: { readonly at: Date; readonly why: string } | null;
  readonly signatures: readonly { readonly personId: string; readonly signatureId: string; readonly at: Date }[];
};

/** What is asked, as plain JSON: for the ledger, for a signature, and to be compared. */
export const termsJson = (terms: Terms): { readonly [field: string]: Json } => ({
  name: terms.name,
  subjectKind: terms.subjectKind,
  step: terms.step,
  who: { kind: terms.who.kind, id: terms.who.id },
  seats: terms.seats,
  meaning: terms.meaning,
  unitId: terms.unitId,
  scope: [...terms.scope],
  excludes: [...terms.excludes],
  validityDays: terms.validityDays,
  covers: terms.covers === null ? null : [...terms.covers],
});

export const requirementRecord = (requirement: Requirement): RecordFields => ({
  key: requirement.key,
  state: requirement.withdrawn ? 'withdrawn' : 'effective',
  effectiveFrom: requirement.effectiveFrom.toISOString(),
  ...termsJson(requirement),
});

export const requirementSubject = (requirement: Pick<Requirement, 'id' | 'key' | 'unitId'>): Subject => ({
  kind: 'approval-requirement',
  id: requirement.id,
  key: requirement.key,
  unitIds: [requirement.unitId],
});

export const changeSubject = (change: Pick<Change, 'id' | 'key' | 'terms'>): Subject => ({
  kind: 'approval-change',
  id: change.id,
  key: change.key,
  unitIds: [change.terms.unitId],
});

/** The whole record as the ledger keeps it. */
export const changeRecord = (change: Change): RecordFields => ({
  key: change.key,
  state: change.state,
  kind: change.kind,
  requirement: change.baseVersion === null ? null : change.requirementId,
  made: change.state === 'effective' ? change.requirementId : null,
  baseVersion: change.baseVersion,
  terms: termsJson(change.terms),
  effectiveFrom: change.effectiveFrom?.toISOString() ?? null,
  reason: change.reason,
  proposedBy: change.proposedBy,
  endedWhy: change.ended?.why ?? null,
  signatures: Object.fromEntries(change.signatures.map((one) => [one.personId, one.at.toISOString()])),
});

/** What is different, field by field. Withdrawn: everything that was asked is asked no more. */
export const diffOf = (before: Terms | null, change: Pick<Change, 'kind' | 'terms'>): readonly FieldChange[] =>
  changesBetween(before === null ? null : termsJson(before), change.kind === 'withdraw' ? null : termsJson(change.terms));
