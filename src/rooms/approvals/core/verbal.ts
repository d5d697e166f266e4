import type { Json } from '../../../foundation/canonical-json.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { VerbalState } from '../contract-words.ts';
import type { Judgement } from './judge-step.ts';

export const verbalKind = 'verbal-authorisation';

type Mark = { readonly by: string; readonly at: Date; readonly signatureId: string };

/** What somebody who is asked for an approval said by word of mouth in an emergency, recorded by somebody else. It lets a step pass; it is no approval. */
export type Verbal = {
  readonly id: string;
  readonly version: number;
  readonly state: VerbalState;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  readonly step: string;
  /** Keys of the requirements that the word stands for, one seat of each. */
  readonly requirements: readonly string[];
  readonly authorisedBy: string;
  readonly toldAt: Date;
  readonly reason: string;
  readonly recorded: Mark;
  /** Fields of the record that it is about. */
  readonly covers: readonly string[];
  readonly dueAt: Date;
  /** What it has in common with the records that wait while it is overdue, such as `application:<id>`. */
  readonly shared: readonly string[];
  readonly quality: Mark | null;
  readonly ended: { readonly by: string; readonly at: Date; readonly reason: string } | null;
};

export const verbalSubject = (one: Verbal): Subject => ({ kind: verbalKind, id: one.id, key: null, unitIds: one.unitIds });

/** The whole record as the ledger keeps it. */
export const verbalRecord = (one: Verbal): RecordFields => ({
  subject: { kind: one.subjectKind, id: one.subjectId, key: one.subjectKey },
  step: one.step,
  state: one.state,
  requirements: [...one.requirements],
  authorisedBy: one.authorisedBy,
  toldAt: one.toldAt.toISOString(),
  reason: one.reason,
  recordedBy: one.recorded.by,
  shared: [...one.shared],
  qualityBy: one.quality?.by ?? null,
  endedReason: one.ended?.reason ?? null,
});

/** What is signed: the authorisation together with the part of the other record that it is about. */
export const signedVerbal = (one: Verbal, content: Json): RecordFields => ({ ...verbalRecord(one), content });

/** Whether what an authorisation stood for is approved by now: it owes its own requirements and no others. */
export const isSettledBy = ({ answered, rejections }: Judgement, one: Pick<Verbal, 'requirements'>): boolean =>
  rejections.length === 0 && answered.every((each) => each.missing === 0 || !one.requirements.includes(each.requirement.key));

/** Approvals are still owed. */
export const isOwed = (one: Pick<Verbal, 'state'>): boolean => one.state === 'open' || one.state === 'waits-for-quality';

export const isOverdue = (one: Pick<Verbal, 'state' | 'dueAt'>, now: Date): boolean => one.state === 'open' && one.dueAt <= now;
