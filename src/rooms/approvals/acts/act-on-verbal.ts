import type { Db } from '../../../foundation/database/database.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { coveredPart, sign } from '../../signatures/door.ts';
import type { VerbalVerb } from '../contract-words.ts';
import { emergencyRefusals as no } from '../core/emergency-refusals.ts';
import { sayWhen } from '../core/may-give.ts';
import { signedVerbal, type Verbal, verbalRecord, verbalSubject } from '../core/verbal.ts';
import { rowOfVerb } from '../core/verbal-machine.ts';
import { findVerbal, saveVerbal } from '../store/verbals.ts';
import { approvableOf } from './gather-matter.ts';
import { type MayNot, mayNotIn } from './open-matter.ts';
import type { VerbalWritten } from './record-verbal.ts';
import { signatureIdOf } from './signature-id.ts';
import { stepInWords } from './words.ts';

type Input = { readonly reason: string; readonly signature: Signing };

/** Confirms, reviews or withdraws a verbal authorisation. */
export const actOnVerbal = (call: Call, id: string, verb: VerbalVerb, input: Input): Promise<Outcome<VerbalWritten>> =>
  transact(call, (work) => actOnVerbalIn(work, id, verb, input));

export async function actOnVerbalIn(work: Work, id: string, verb: VerbalVerb, input: Input): Promise<Outcome<VerbalWritten>> {
  const { app, tx, mayNot } = work;
  const row = rowOfVerb(verb);
  const nowhere = mayNot(row.right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const seen = await findVerbal(tx, id);
  if (seen === null || !(await maySeeVerbal(work, tx, mayNot, seen))) return refuse(no['no-such-verbal']({}));
  const barred = mayNotIn(mayNot, row.right, seen.unitIds);
  if (barred.length > 0) return refused(barred);
  // The record first, as everywhere: a step that relies on this is taken before or after, never meanwhile.
  const closed = (await approvableOf(app, seen.subjectKind)?.lock(work, seen.subjectId)) ?? [];
  const before = (await findVerbal(tx, id, 'for update')) ?? seen;
  const stale = await work.stale(verbalSubject(before), before.version);
  if (stale.length > 0) return refused(stale);
  const barredByState = verb === 'confirm' ? closed : [];
  const broken = [...barredByState, ...(await whyNotVerbal({ ...work, db: tx }, verb, before, closed.length > 0))];
  if (broken.length > 0) return refused(broken);
  const after = await stepVerbal(work, before, verb, input.reason, input.signature);
  if (!row.demands.includes('signature')) return done({ id, version: after.version });
  const record = await app.signables.get(before.subjectKind)?.recordNow(tx, before.subjectId, app);
  if (record === null || record === undefined) return refuse(no['no-such-verbal']({}));
  const says = stepInWords(app, before.subjectKind, before.step);
  const signed = await sign(
    work,
    {
      subject: verbalSubject(after),
      label: `Verbal authorisation, ${says}: ${before.subjectKey ?? before.subjectId}`,
      version: before.version,
      verb,
      after: signedVerbal(after, coveredPart(record, before.covers)),
      input: { reason: input.reason },
      effects: [
        verb === 'confirm'
          ? `“${says}” may be taken as an emergency. This is no approval.`
          : 'What was owed is reviewed; it holds nobody back any more.',
      ],
    },
    input.signature,
  );
  return signed.ok ? done({ id, version: after.version }) : signed;
}

/** Saves and says one step of an authorisation. */
export async function stepVerbal(
  work: Work,
  before: Verbal,
  verb: VerbalVerb | 'settle',
  reason: string,
  signature?: Signing,
): Promise<Verbal> {
  const { actor, now } = work;
  const row = rowOfVerb(verb);
  if (row.to === 'previous') throw new Error('no authorisation goes back to where it was');
  const quality = verb === 'confirm' ? { by: actor.id, at: now, signatureId: signatureIdOf(signature) } : before.quality;
  const ended = verb === 'confirm' ? null : { by: actor.id, at: now, reason };
  const after: Verbal = { ...before, version: before.version + 1, state: row.to, quality, ended };
  await saveVerbal(work.tx, after);
  work.say({
    act: row.act,
    subject: verbalSubject(after),
    version: after.version,
    before: verbalRecord(before),
    after: verbalRecord(after),
    reason,
  });
  return after;
}

/** Readers of the record see what was recorded for it. */
export async function maySeeVerbal({ app }: Pick<Work, 'app'>, db: Db, mayNot: MayNot, one: Verbal): Promise<boolean> {
  const subject = app.subjects.get(one.subjectKind);
  if (subject === undefined) return false;
  const units = (await subject.unitIds?.(db, one.subjectId)) ?? one.unitIds;
  return mayNotIn(mayNot, subject.readRight, units).length === 0;
}

type Asking = Pick<Work, 'app' | 'actor' | 'now'> & { readonly db: Db };

/** Every rule of the verb's row that does not hold. `over`: nothing can be approved on the record any more. */
export async function whyNotVerbal(ask: Asking, verb: VerbalVerb, one: Verbal, over: boolean): Promise<readonly Refusal[]> {
  const { app, db, actor, now } = ask;
  const row = rowOfVerb(verb);
  if (!row.from.includes(one.state)) return [no['verbal-over']({ says: row.says, state: one.state })];
  const approvable = approvableOf(app, one.subjectKind);
  if (verb === 'withdraw') {
    const taken = (await approvable?.takenAt(db, one.subjectId, one.step)) ?? null;
    if (taken === null || taken < one.recorded.at) return [];
    return [no['emergency-taken']({ step: stepInWords(app, one.subjectKind, one.step), at: sayWhen(taken) })];
  }
  const own = [one.authorisedBy, one.recorded.by].includes(actor.id) ? [no['another-person']({})] : [];
  const parts = (await approvable?.participants(db, [one.subjectId], app))?.get(one.subjectId) ?? [];
  const hands = [
    ...parts,
    { personId: one.authorisedBy, as: 'authorised it' },
    { personId: one.recorded.by, as: 'recorded the authorisation' },
  ].filter((hand) => hand.personId !== actor.id || own.length === 0);
  const dependent = await notIndependent(db, actor, hands, now);
  const early = verb === 'review' && !over ? [no['still-approvable']({})] : [];
  return [...own, ...dependent, ...early];
}
