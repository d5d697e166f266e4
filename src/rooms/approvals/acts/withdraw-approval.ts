import type { Db } from '../../../foundation/database/database.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import { type Approval, approvalRecord, approvalSubject } from '../core/approval.ts';
import { takingBack } from '../core/approval-machine.ts';
import { approvalRefusals as no } from '../core/approval-refusals.ts';
import { sayWhen } from '../core/may-give.ts';
import { findApproval, saveWithdrawal } from '../store/approvals.ts';
import { verbalsOf } from '../store/verbals.ts';
import { approvableOf } from './gather-matter.ts';
import type { SaidAnswer } from './give-approval.ts';
import { type MayNot, mayNotIn } from './open-matter.ts';
import { stepInWords } from './words.ts';

/** Takes back what somebody said themselves. */
export const withdrawApproval = (call: Call, id: string, reason: string, signature: Signing): Promise<Outcome<SaidAnswer>> =>
  transact(call, (work) => withdrawApprovalIn(work, id, reason, signature));

export async function withdrawApprovalIn(
  work: Work,
  id: string,
  reason: string,
  signature: Signing,
): Promise<Outcome<SaidAnswer>> {
  const nowhere = work.mayNot('approvals.give', null);
  if (nowhere.length > 0) return refused(nowhere);
  const found = await findApproval(work.tx, id);
  if (found === null || !(await maySee(work, found))) return refuse(no['no-such-approval']({}));
  // The record is locked first, as everywhere, so that a step that relies on the approval is taken before or after, never meanwhile.
  const closed = (await approvableOf(work.app, found.subjectKind)?.lock(work, found.subjectId)) ?? [];
  const approval = (await findApproval(work.tx, id, 'for update')) ?? found;
  const broken = [...(await whyNotWithdraw(work, approval)), ...closed];
  if (broken.length > 0) return refused(broken);
  const row = takingBack(approval);
  const after: Approval = { ...approval, version: approval.version + 1, withdrawn: { at: work.now, reason } };
  if (!(await saveWithdrawal(work.tx, after))) throw new Error(`the approval ${id} changed while it was locked`);
  work.say({
    act: row.act,
    subject: approvalSubject(after),
    version: after.version,
    before: approvalRecord(approval),
    after: approvalRecord(after),
    reason,
  });
  const answer = { id: after.id, version: after.version };
  if (!row.demands.includes('signature')) return done(answer);
  const signed = await sign(work, dueFor(work, approval, after, reason), signature);
  return signed.ok ? done(answer) : signed;
}

const dueFor = (work: Work, before: Approval, after: Approval, reason: string) => {
  const says = stepInWords(work.app, after.subjectKind, after.step);
  return {
    subject: approvalSubject(after),
    label: `${says}: ${after.subjectKey ?? after.subjectId}`,
    version: before.version,
    verb: 'withdraw',
    after: approvalRecord(after),
    input: { reason },
    effects: [`Your “no” does not block “${says}” any more.`],
  };
};

/** Readers of a record see what was said to it. */
export async function maySeeWith({ app }: Pick<Work, 'app'>, db: Db, mayNot: MayNot, approval: Approval): Promise<boolean> {
  const subject = app.subjects.get(approval.subjectKind);
  if (subject === undefined) return false;
  const units = (await subject.unitIds?.(db, approval.subjectId)) ?? approval.unitIds;
  return mayNotIn(mayNot, subject.readRight, units).length === 0;
}

const maySee = (work: Work, approval: Approval): Promise<boolean> => maySeeWith(work, work.tx, work.mayNot, approval);

/** Whoever said it takes it back, once, and a yes only as long as nothing was done on it. */
async function whyNotWithdraw(work: Work, approval: Approval): Promise<readonly Refusal[]> {
  if (approval.personId !== work.actor.id) {
    const [person] = await peopleBy(work.tx, { ids: [approval.personId] });
    return [no['not-yours']({ name: person?.name ?? 'somebody else' })];
  }
  if (approval.withdrawn !== null) return [no['withdrawn-already']({ at: sayWhen(approval.withdrawn.at) })];
  if (approval.verdict === 'rejected') return [];
  const taken = (await approvableOf(work.app, approval.subjectKind)?.takenAt(work.tx, approval.subjectId, approval.step)) ?? null;
  if (taken === null || (taken < approval.at && !(await hasSettled(work, approval, taken)))) return [];
  return [no['step-taken']({ step: stepInWords(work.app, approval.subjectKind, approval.step), at: sayWhen(taken) })];
}

/** Whether a yes that was given after its step settled what the step, taken in an emergency, owed: it belongs to the record like one that was given before. */
async function hasSettled(work: Work, { subjectKind, subjectId, step, at }: Approval, taken: Date): Promise<boolean> {
  const verbals = await verbalsOf(work.tx, subjectKind, subjectId);
  return verbals.some(
    ({ ended, recorded, ...one }) =>
      one.step === step && one.state === 'settled' && ended !== null && recorded.at <= taken && at <= ended.at,
  );
}
