import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import type { Beginning } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { coveredPart, sign } from '../../signatures/door.ts';
import { type Approval, approvalRecord, approvalSubject, signedRecord } from '../core/approval.ts';
import { approvalId } from '../core/approval-id.ts';
import { givingRow } from '../core/approval-machine.ts';
import { approvalRefusals as no } from '../core/approval-refusals.ts';
import { type GivingVerb, meaningOfVerb } from '../core/giving.ts';
import { mayGive } from '../core/may-give.ts';
import { insertApproval } from '../store/approvals.ts';
import { approvableOf, type Gathered, gatherMatter } from './gather-matter.ts';
import { mayNotIn, type Opened, openMatter } from './open-matter.ts';
import { settleVerbals } from './settle-verbals.ts';
import { signatureIdOf } from './signature-id.ts';
import { stepInWords, wordsFor } from './words.ts';

export type Said = { readonly reason: string | null };
export type SaidAnswer = { readonly id: string; readonly version: number };

/** Says yes or no to a step of a record: `release:REL-1042:plan`. */
export const giveApproval = (
  call: Call,
  named: string,
  verb: GivingVerb,
  said: Said,
  signature: Signing,
): Promise<Outcome<SaidAnswer>> => transact(call, (work) => giveApprovalIn(work, named, verb, said, signature));

export async function giveApprovalIn(
  work: Work,
  named: string,
  verb: GivingVerb,
  said: Said,
  signature: Signing,
): Promise<Outcome<SaidAnswer>> {
  const { app, tx, now, actor } = work;
  const row = givingRow(verb);
  const nowhere = work.mayNot(row.right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const opened = await openMatter(app, tx, work.mayNot, named);
  if (!opened.ok) return opened;
  const { kind, id, step, unitIds } = opened.value;
  if (step === null) return refuse(no['no-such-matter']({ named }));
  const barred = mayNotIn(work.mayNot, row.right, unitIds);
  if (barred.length > 0) return refused(barred);
  const closed = (await approvableOf(app, kind)?.lock(work, id)) ?? [];
  const matter = await gatherMatter({ app, db: tx, now, people: [actor.id] }, kind, id);
  const judged = mayGive(matter, step, verb, actor.id, await wordsFor(app, tx, matter));
  const unsaid = row.demands.includes('reason') && said.reason === null ? [no['reason-missing']({}, { field: '/reason' })] : [];
  const broken = [...closed, ...judged.refusals, ...unsaid];
  if (broken.length > 0) return refused(broken);
  const answers = Object.fromEntries(judged.answers.map((requirement) => [requirement.key, requirement.version]));
  return save(work, opened.value, matter, row, signature, {
    id: approvalId({ kind, id, step, personId: actor.id, before: saidBefore(matter, step, actor.id) }),
    version: 1,
    subjectKind: kind,
    subjectId: id,
    subjectKey: opened.value.label.key,
    unitIds,
    step,
    verdict: verb === 'reject' ? 'rejected' : 'approved',
    meaning: meaningOfVerb[verb],
    personId: actor.id,
    at: now,
    answers,
    covers: judged.covers,
    reason: said.reason,
    signatureId: signatureIdOf(signature),
    withdrawn: null,
  });
}

const saidBefore = (matter: Gathered, step: string, personId: string): number =>
  matter.approvals.filter((approval) => approval.step === step && approval.personId === personId).length;

async function save(
  work: Work,
  { kind, id, label }: Opened,
  matter: Gathered,
  row: Beginning,
  signature: Signing,
  approval: Approval,
): Promise<Outcome<SaidAnswer>> {
  const { app, tx } = work;
  const record = await app.signables.get(kind)?.recordNow(tx, id, app);
  if (record === null || record === undefined) return refuse(no['no-such-matter']({ named: id }));
  await insertApproval(tx, approval);
  const isNo = approval.verdict === 'rejected';
  work.say({
    act: row.act,
    subject: approvalSubject(approval),
    version: approval.version,
    before: null,
    after: approvalRecord(approval),
    reason: approval.reason,
  });
  await settleVerbals(work, matter, approval);
  if (!row.demands.includes('signature')) return done({ id: approval.id, version: approval.version });
  const says = stepInWords(app, matter.kind, approval.step);
  const signed = await sign(
    work,
    {
      subject: approvalSubject(approval),
      label: `${says}: ${label.label}`,
      version: approval.version,
      verb: row.verb,
      after: signedRecord(approval, coveredPart(record, approval.covers)),
      input: { reason: approval.reason },
      effects: [
        isNo
          ? `“${says}” of ${label.key ?? label.label} is blocked until you take your “no” back or its content changes.`
          : `It counts for ${Object.keys(approval.answers).join(', ')}.`,
      ],
    },
    signature,
  );
  return signed.ok ? done({ id: approval.id, version: approval.version }) : signed;
}
