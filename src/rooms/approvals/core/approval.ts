import type { Json } from '../../../foundation/canonical-json.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';

/** What somebody said to a step of a record. */
export type Approval = {
  readonly id: string;
  readonly version: number;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  readonly step: string;
  readonly verdict: 'approved' | 'rejected';
  readonly meaning: string;
  readonly personId: string;
  readonly at: Date;
  /** Requirements that it was given for, by key, each with its version. */
  readonly answers: Readonly<Record<string, number>>;
  readonly covers: readonly string[];
  readonly reason: string | null;
  readonly signatureId: string;
  readonly withdrawn: { readonly at: Date; readonly reason: string } | null;
};

/** The approval as the ledger and the news know it. */
export const approvalSubject = (approval: Approval): Subject => ({
  kind: 'approval',
  id: approval.id,
  key: null,
  unitIds: approval.unitIds,
});

/** The whole record as the ledger keeps it. */
export const approvalRecord = (approval: Approval): RecordFields => ({
  subject: { kind: approval.subjectKind, id: approval.subjectId, key: approval.subjectKey },
  step: approval.step,
  verdict: approval.verdict,
  meaning: approval.meaning,
  person: approval.personId,
  answers: Object.entries(approval.answers).map(([key, version]) => `${key}, version ${version}`),
  covers: [...approval.covers],
  reason: approval.reason,
  state: approval.withdrawn === null ? 'given' : 'withdrawn',
  withdrawnReason: approval.withdrawn?.reason ?? null,
});

/** What is signed: the approval together with the part of the other record that it covers. */
export const signedRecord = (approval: Approval, content: Json): RecordFields => ({ ...approvalRecord(approval), content });
