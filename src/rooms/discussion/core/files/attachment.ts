import type { RecordFields, Subject } from '../../../../foundation/record.ts';
import type { Refusal } from '../../../../foundation/refusal.ts';
import type { AttachmentState } from '../../contract-words.ts';
import type { SubjectRef } from '../comment.ts';
import { fileRefusals as no } from './file-refusals.ts';

export const attachmentKind = 'attachment';

export type Attachment = {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Units of the record when this was last written. */
  readonly unitIds: readonly string[];
  readonly name: string;
  readonly mediaType: string;
  /** SHA-256 of its bytes, hex. */
  readonly digest: string;
  readonly size: number;
  readonly attachedBy: string;
  readonly attachedAt: Date;
  readonly state: AttachmentState;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawalReason: string | null;
  readonly version: number;
};

export const attachmentSubject = ({ id, unitIds }: Attachment): Subject => ({ kind: attachmentKind, id, key: null, unitIds });

/** Kept with the record that `subject` names. The digest proves the bytes, wherever they lie. */
export const attachmentFields = (one: Attachment, { key }: Pick<SubjectRef, 'key'>): RecordFields => ({
  subject: { kind: one.subjectKind, id: one.subjectId, key },
  state: one.state,
  name: one.name,
  mediaType: one.mediaType,
  sha256: one.digest,
  size: one.size,
  attachedBy: one.attachedBy,
});

/** A name that people gave can name people. */
export const attachmentErasable: readonly string[] = ['/name'];

export function withdrawFaults(one: Attachment, by: { readonly id: string; readonly overOthers: boolean }): readonly Refusal[] {
  if (one.attachedBy !== by.id && !by.overOthers) return [no['not-attacher']({})];
  return one.state === 'attached' ? [] : [no['attachment-withdrawn']({})];
}
