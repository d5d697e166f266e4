import { isUuid } from '../../../foundation/ids.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { coveredPart, sign } from '../../signatures/door.ts';
import { approvalId } from '../core/approval-id.ts';
import { approvalRefusals } from '../core/approval-refusals.ts';
import { emergencyRefusals as no } from '../core/emergency-refusals.ts';
import { judgeStep } from '../core/judge-step.ts';
import { belongs, coversOf, excludedBy, selves } from '../core/matter.ts';
import { sayWhen } from '../core/may-give.ts';
import { emergencyHours } from '../core/profile.ts';
import type { Requirement } from '../core/requirement.ts';
import { isOwed, signedVerbal, type Verbal, verbalRecord, verbalSubject } from '../core/verbal.ts';
import { recordingRow } from '../core/verbal-machine.ts';
import { insertVerbal, verbalsOf } from '../store/verbals.ts';
import { natureOf, overdueBeside } from './emergency-of.ts';
import { approvableOf, type Gathered, gatherMatter } from './gather-matter.ts';
import { mayNotIn, type Opened, openMatter } from './open-matter.ts';
import { signatureIdOf } from './signature-id.ts';
import { stepInWords, wordsFor } from './words.ts';

export type VerbalSaid = {
  readonly by: string;
  readonly at: Date;
  /** Keys of the requirements that the word stands for; null: all that are missing and that the person could answer. */
  readonly requirements: readonly string[] | null;
  readonly reason: string;
};
export type VerbalWritten = { readonly id: string; readonly version: number };

const hourMs = 3_600_000;
const hoursBack = 24;

/** Records that somebody who is asked said yes by word of mouth to a step of an emergency: `release:REL-1042:plan`. */
export const recordVerbal = (call: Call, named: string, said: VerbalSaid, signature: Signing): Promise<Outcome<VerbalWritten>> =>
  transact(call, (work) => recordVerbalIn(work, named, said, signature));

export async function recordVerbalIn(
  work: Work,
  named: string,
  said: VerbalSaid,
  signature: Signing,
): Promise<Outcome<VerbalWritten>> {
  const { app, tx, now, actor } = work;
  const nowhere = work.mayNot(recordingRow.right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const opened = await openMatter(app, tx, work.mayNot, named);
  if (!opened.ok) return opened;
  const { kind, id, step, unitIds, label } = opened.value;
  if (step === null) return refuse(approvalRefusals['no-such-matter']({ named }));
  const barred = mayNotIn(work.mayNot, recordingRow.right, unitIds);
  if (barred.length > 0) return refused(barred);
  const closed = (await approvableOf(app, kind)?.lock(work, id)) ?? [];
  const [authoriser] = await peopleBy(tx, isUuid(said.by) ? { ids: [said.by] } : { emails: [said.by.toLowerCase()] });
  const people = authoriser === undefined ? [actor.id] : [actor.id, authoriser.id];
  const matter = await gatherMatter({ app, db: tx, now, people }, kind, id);
  const nature = await natureOf(app, tx, kind, id);
  const before = await verbalsOf(tx, kind, id, 'for update');
  const missing = judgeStep(matter, step)
    .answered.filter((one) => one.missing > 0)
    .map((one) => one.requirement);
  const spoken = authoriser === undefined ? [] : spokenFor(matter, missing, said, authoriser.id);
  const says = stepInWords(app, kind, step);
  const broken = [
    ...closed,
    ...(nature?.emergency === true ? [] : [no['not-an-emergency']({})]),
    ...(missing.length === 0 ? [no['nothing-missing']({ step: says })] : []),
    ...(await standingNoes(work, matter, step)),
    ...faultsOfWord(said, now),
    ...faultsOfAuthoriser(matter, missing, said, authoriser, actor.id),
    ...saidBefore(before, { step, says, by: authoriser?.id ?? '' }, spoken, now),
  ];
  if (broken.length > 0 || authoriser === undefined || nature === null) return refused(broken);
  const overdue = await overdueBeside(app, tx, { kind, id: null, shared: nature.shared }, now);
  const hours = await valueIn(tx, emergencyHours);
  return save(work, opened.value, signature, {
    id: approvalId({ kind: `verbal ${kind}`, id, step, personId: actor.id, before: before.length }),
    version: 1,
    state: overdue.length > 0 ? 'waits-for-quality' : 'open',
    subjectKind: kind,
    subjectId: id,
    subjectKey: label.key,
    unitIds,
    step,
    requirements: spoken.map((requirement) => requirement.key),
    authorisedBy: authoriser.id,
    toldAt: said.at,
    reason: said.reason,
    recorded: { by: actor.id, at: now, signatureId: signatureIdOf(signature) },
    covers: [...new Set(spoken.flatMap((requirement) => coversOf(matter, requirement)))],
    dueAt: new Date(now.getTime() + hours * hourMs),
    shared: nature.shared,
    quality: null,
    ended: null,
  });
}

/** A “no” is never passed by word of mouth. */
async function standingNoes({ app, tx }: Work, matter: Gathered, step: string): Promise<readonly Refusal[]> {
  const { rejections } = judgeStep(matter, step);
  if (rejections.length === 0) return [];
  const words = await wordsFor(app, tx, matter);
  return rejections.map((one) =>
    approvalRefusals['rejected-by']({ name: words.name(one.personId), at: sayWhen(one.at), reason: one.reason ?? '' }),
  );
}

const faultsOfWord = ({ at }: VerbalSaid, now: Date): readonly Refusal[] =>
  at <= now && at.getTime() >= now.getTime() - hoursBack * hourMs
    ? []
    : [no['told-at-another-time']({ at: at.toISOString() }, { field: '/at' })];

function faultsOfAuthoriser(
  matter: Gathered,
  missing: readonly Requirement[],
  said: VerbalSaid,
  authoriser: { readonly id: string; readonly name: string } | undefined,
  recorder: string,
): readonly Refusal[] {
  if (authoriser === undefined) return [no['authoriser-unknown']({ by: said.by }, { field: '/by' })];
  const own = selves(matter.people, recorder).includes(authoriser.id) ? [no['own-word']({}, { field: '/by' })] : [];
  if (missing.length === 0) return own;
  const keys = missing.map((requirement) => requirement.key);
  const absent = (said.requirements ?? [])
    .map((requirement, at) => ({ requirement, at }))
    .filter(({ requirement }) => !keys.includes(requirement))
    .map(({ requirement, at }) =>
      no['requirement-not-missing']({ requirement, missing: keys }, { field: `/requirements/${at}` }),
    );
  const wanted = missing.filter((requirement) => said.requirements?.includes(requirement.key) ?? true);
  const beyond = wanted.filter((requirement) => !couldAnswer(matter, requirement, authoriser.id));
  // Named ones must be theirs, each; where none is named, one at least.
  const foreign = said.requirements === null && beyond.length < wanted.length ? [] : beyond;
  if (foreign.length === 0) return [...own, ...absent];
  const requirements = foreign.map((requirement) => requirement.key);
  return [...own, ...absent, no['authoriser-not-asked']({ name: authoriser.name, requirements }, { field: '/by' })];
}

const couldAnswer = (matter: Gathered, requirement: Requirement, personId: string): boolean =>
  belongs(matter.people, requirement.who, personId) !== null && excludedBy(matter, requirement, personId).length === 0;

/** The requirements that a word stands for: those that are named, or all that are missing and that who said it could answer. */
const spokenFor = (
  matter: Gathered,
  missing: readonly Requirement[],
  { requirements }: VerbalSaid,
  personId: string,
): readonly Requirement[] =>
  missing.filter((requirement) => requirements?.includes(requirement.key) ?? couldAnswer(matter, requirement, personId));

/** One word of one person stands for a seat once at a time. */
function saidBefore(
  before: readonly Verbal[],
  { step, says, by }: { readonly step: string; readonly says: string; readonly by: string },
  spoken: readonly Requirement[],
  now: Date,
): readonly Refusal[] {
  const open = before.filter((one) => one.step === step && one.authorisedBy === by && isOwed(one) && one.dueAt > now);
  const twice = spoken.map(({ key }) => key).filter((key) => open.some((one) => one.requirements.includes(key)));
  return twice.length === 0 ? [] : [no['recorded-already']({ step: says, requirements: twice })];
}

async function save(work: Work, { kind, id, label }: Opened, signature: Signing, one: Verbal): Promise<Outcome<VerbalWritten>> {
  const { app, tx } = work;
  const record = await app.signables.get(kind)?.recordNow(tx, id, app);
  if (record === null || record === undefined) return refuse(approvalRefusals['no-such-matter']({ named: id }));
  await insertVerbal(tx, one);
  work.say({
    act: recordingRow.act,
    subject: verbalSubject(one),
    version: 1,
    before: null,
    after: verbalRecord(one),
    reason: one.reason,
  });
  if (!recordingRow.demands.includes('signature')) return done({ id: one.id, version: one.version });
  const says = stepInWords(app, kind, one.step);
  const owed = `${one.requirements.join(', ')} must be approved within ${Math.round((one.dueAt.getTime() - one.recorded.at.getTime()) / hourMs)} hours.`;
  const signed = await sign(
    work,
    {
      subject: verbalSubject(one),
      label: `Verbal authorisation, ${says}: ${label.label}`,
      version: one.version,
      verb: recordingRow.verb,
      after: signedVerbal(one, coveredPart(record, one.covers)),
      input: { reason: one.reason },
      effects: [
        one.state === 'open'
          ? `“${says}” may be taken as an emergency. This is no approval.`
          : 'It counts once quality has confirmed it.',
        owed,
      ],
    },
    signature,
  );
  return signed.ok ? done({ id: one.id, version: one.version }) : signed;
}
