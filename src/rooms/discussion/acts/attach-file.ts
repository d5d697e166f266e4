import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { SubjectRef } from '../core/comment.ts';
import {
  type Attachment,
  attachmentErasable,
  attachmentFields,
  attachmentSubject,
  withdrawFaults,
} from '../core/files/attachment.ts';
import { nameFaults } from '../core/files/check-content.ts';
import { kindOfName } from '../core/files/file-kinds.ts';
import { fileRefusals as no } from '../core/files/file-refusals.ts';
import { findAttachment, insertAttachment, sameAttachment, updateAttachment } from '../store/attachments.ts';
import { keepIn } from './kept-bytes.ts';
import { mayIn, recordNamed } from './record-named.ts';
import { type Spooled, spooled } from './spool-file.ts';

type Named = { readonly kind: string; readonly id: string };

async function mayAttach(
  { app, actor }: Pick<Call, 'app' | 'actor'>,
  db: Work['tx'] | Call['app']['database']['db'],
  named: Named,
): Promise<Outcome<SubjectRef>> {
  const record = await recordNamed(app, db, actor, named);
  if (!record.ok) return record;
  const denied = mayIn(app.ports, actor, 'discussion.write', record.value.unitIds);
  return denied.length > 0 ? refused(denied) : record;
}

/** Attaches a file to a record of any kind. Right and name are judged before a byte of it is read, and the right again when it is written. */
export async function attachFile(
  call: Call,
  named: Named,
  name: string,
  incoming: AsyncIterable<Buffer>,
): Promise<Outcome<{ readonly id: string }>> {
  const early = await mayAttach(call, call.app.database.db, named);
  if (!early.ok) return early;
  const faults = nameFaults(name);
  if (faults.length > 0) return refused(faults);
  const kind = kindOfName(name);
  return spooled(call, { name, kind }, incoming, (again, file) =>
    keep(again, named, { name, mediaType: kind?.mediaType ?? 'application/octet-stream' }, file),
  );
}

/** The same file under the same name is there already: it is answered as if it had been attached now, and nothing is said. */
const keep = (
  call: Call,
  named: Named,
  { name, mediaType }: { readonly name: string; readonly mediaType: string },
  file: Spooled,
): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const record = await mayAttach(work, work.tx, named);
    if (!record.ok) return record;
    const { kind, id, unitIds } = record.value;
    await keepIn(work, file);
    const one: Attachment = {
      id: uuidv7(work.now.getTime()),
      subjectKind: kind,
      subjectId: id,
      unitIds,
      name,
      mediaType,
      digest: file.digest,
      size: file.size,
      attachedBy: work.actor.id,
      attachedAt: work.now,
      state: 'attached',
      withdrawnBy: null,
      withdrawnAt: null,
      withdrawalReason: null,
      version: 1,
    };
    if (!(await insertAttachment(work.tx, one))) {
      const there = await sameAttachment(work.tx, record.value, file.digest, name);
      return done({ id: there?.id ?? one.id });
    }
    work.say({
      act: 'discussion.file-attached',
      subject: attachmentSubject(one),
      version: 1,
      before: null,
      after: attachmentFields(one, record.value),
      erasable: attachmentErasable,
    });
    return done({ id: one.id });
  });

/** Why somebody may not withdraw an attachment. */
export function faultsOfWithdrawing(
  { app, actor }: Pick<Call, 'app' | 'actor'>,
  one: Attachment,
  { unitIds }: SubjectRef,
): readonly Refusal[] {
  const denied = mayIn(app.ports, actor, 'discussion.write', unitIds);
  if (denied.length > 0) return denied;
  const overOthers = mayIn(app.ports, actor, 'discussion.withdraw-others', unitIds).length === 0;
  return withdrawFaults(one, { id: actor.id, overOthers });
}

/** Takes an attachment back, with a reason: it is listed as withdrawn and no longer handed out. The bytes stay as long as the record. */
export const withdrawAttachment = (call: Call, id: string, reason: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const one = await findAttachment(work.tx, id, 'for update');
    const record =
      one === null ? null : await recordNamed(work.app, work.tx, work.actor, { kind: one.subjectKind, id: one.subjectId });
    if (one === null || record === null || !record.ok) return refuse(no['no-such-attachment']({}));
    const faults = faultsOfWithdrawing(work, one, record.value);
    if (faults.some(({ kind }) => kind === 'forbidden')) return refused(faults);
    const broken = [...(await work.stale(attachmentSubject(one), one.version)), ...faults];
    if (broken.length > 0) return refused(broken);
    const after: Attachment = {
      ...one,
      unitIds: record.value.unitIds,
      state: 'withdrawn',
      withdrawnBy: work.actor.id,
      withdrawnAt: work.now,
      withdrawalReason: reason,
      version: one.version + 1,
    };
    await updateAttachment(work.tx, one, after);
    work.say({
      act: 'discussion.file-withdrawn',
      subject: attachmentSubject(after),
      version: after.version,
      before: attachmentFields(one, record.value),
      after: attachmentFields(after, record.value),
      reason,
      erasable: attachmentErasable,
    });
    return done({ id });
  });
