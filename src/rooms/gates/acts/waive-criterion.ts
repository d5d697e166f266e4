import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import { type Criterion, holds } from '../core/criterion.ts';
import type { Gate } from '../core/gate.ts';
import { waiveRow } from '../core/gate-machine.ts';
import { gateSubject } from '../core/gate-record.ts';
import { waiverDays } from '../core/profile.ts';
import { nothingToWaive } from '../core/rules/nothing-to-waive.ts';
import { waiverUnbounded } from '../core/rules/waiver-unbounded.ts';
import { insertWaiver } from '../store/write-facts.ts';
import { dueFor } from './due-for.ts';
import { type AfterAct, afterAct, followFactsIn, gateNow, lapseIn } from './follow-facts.ts';
import { keptFromIn } from './kept-from.ts';
import { criterionOf, no, openGate } from './open-gate.ts';

export type WaiverInput = { readonly reason: string; readonly expiresAt: Date };

/** Why the actor is not free to waive: a hand in the subject, or in the result that fails. */
export async function bindsWaiver(
  work: Pick<Work, 'app' | 'actor' | 'now'> & { readonly tx: Work['app']['database']['db'] },
  gate: Gate,
  criterion: Criterion,
) {
  const ofSubject = (await work.app.subjects.get(gate.subjectKind)?.involved?.(work.tx, gate.subjectId)) ?? [];
  const { result } = criterion;
  const failing =
    result === null || holds(criterion, result) === true
      ? []
      : [{ personId: result.recordedBy, as: 'recorded the failing result' }];
  return notIndependent(work.tx, work.actor, [...ofSubject, ...failing], work.now);
}

/** Lets a criterion count as met for a time: the signed decision of somebody who had no hand in the work. */
export const waiveCriterion = (
  call: Call,
  gateId: string,
  criterion: string,
  input: WaiverInput,
  signature: Signing,
): Promise<Outcome<AfterAct>> => transact(call, (work) => waiveCriterionIn(work, gateId, criterion, input, signature));

export async function waiveCriterionIn(
  work: Work,
  gateId: string,
  criterionId: string,
  input: WaiverInput,
  signature: Signing,
): Promise<Outcome<AfterAct>> {
  const opened = await openGate(work, gateId, 'gates.waive');
  if (!opened.ok) return opened;
  const stale = await work.stale(gateSubject(opened.value.gate), opened.value.gate.version);
  if (stale.length > 0) return refused(stale);
  const gate = await lapseIn(work, opened.value.gate);
  const row = waiveRow(gate.state);
  const criterion = criterionOf(gate, criterionId);
  if (criterion === undefined) return refuse(no['no-such-criterion']({}));
  const broken = [
    ...(await keptFromIn(work, gate, 'waive')),
    ...(await bindsWaiver(work, gate, criterion)),
    ...waiverUnbounded(input.expiresAt, work.now, await valueIn(work.tx, waiverDays)),
    ...nothingToWaive(criterion, work.now),
  ];
  if (broken.length > 0) return refused(broken);
  await insertWaiver(
    work.tx,
    gate.id,
    criterion.id,
    { reason: input.reason, by: work.actor.id, expiresAt: input.expiresAt },
    work.now,
  );
  const after = afterAct(await followFactsIn(work, gate, { occasion: 'waiver', act: row.act, reason: input.reason }));
  if (!row.demands.includes('signature')) return done(after);
  const shown = { criterion: criterion.key, reason: input.reason, expiresAt: input.expiresAt.toISOString() };
  const due = dueFor(gate, await gateNow(work, gate.id), row.verb, shown);
  const effects = [`“${criterion.text}” counts as met until ${shown.expiresAt}.`];
  const signed = await sign(work, { ...due, effects }, signature);
  return signed.ok ? done(after) : signed;
}
