import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid, uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { endPairWaiverIn, homeOf, notIndependent, peopleBy, separationNow, waivePairIn } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import type { WaiverVerb } from '../contract-words.ts';
import { pairInWords } from '../core/matrix.ts';
import { separationRefusals as no } from '../core/separation-refusals.ts';
import { type Waiver, waiverErasable, waiverFields, waiverSubject, waivingFaults } from '../core/waiver.ts';
import { waiverMachine } from '../core/waiver-machine.ts';
import { findWaiver, insertWaiver, openWaiver, updateWaiver } from '../store/waivers.ts';
import { type Changed, mayNotEverywhere } from './change-matrix.ts';

export type WantedWaiver = Pick<Waiver, 'one' | 'other' | 'reason' | 'control' | 'expiresAt'> & { readonly person: string };

/** Asks that somebody may hold two roles that are kept apart, for a time, with something that makes up for it. */
export const requestWaiver = (call: Call, wanted: WantedWaiver): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'access.request-waivers');
    if (denied.length > 0) return refused(denied);
    const named = isUuid(wanted.person) ? { ids: [wanted.person] } : { emails: [wanted.person] };
    const [person] = await peopleBy(work.tx, named);
    const home = person === undefined ? null : await homeOf(work.tx, person.id);
    if (person === undefined || home === null)
      return refuse(no['no-such-person']({ person: wanted.person }, { field: '/person' }));
    const { one, other, reason, control, expiresAt } = wanted;
    const open = await openWaiver(work.tx, { personId: person.id, one, other });
    const broken = [
      ...(open === null ? [] : [no['waiver-open']({ key: open.key })]),
      ...waivingFaults({ one, other, expiresAt }, await separationNow(work.tx, work.now), work.now),
    ];
    if (broken.length > 0) return refused(broken);
    const waiver: Waiver = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('DWV'),
      personId: person.id,
      unitIds: [home],
      one,
      other,
      state: 'requested',
      reason,
      control,
      requestedBy: work.actor.id,
      requestedAt: work.now,
      expiresAt,
      decidedBy: null,
      decidedAt: null,
      decision: null,
      endedAt: null,
      reviewedBy: null,
      reviewedAt: null,
      conclusion: null,
      version: 1,
    };
    await insertWaiver(work.tx, waiver);
    work.say({
      act: 'access.waiver-requested',
      subject: waiverSubject(waiver),
      version: 1,
      before: null,
      after: waiverFields(waiver),
      reason,
      erasable: waiverErasable,
    });
    return done({ id: waiver.id, version: 1 });
  });

type Judging = Pick<Work, 'actor' | 'now'> & { readonly tx: Db | Tx };

const handsIn = (one: Waiver, verb: WaiverVerb) => [
  { personId: one.personId, as: 'holds the two roles' },
  ...(verb === 'end' ? [] : [{ personId: one.requestedBy, as: 'asked for the waiver' }]),
  ...(verb === 'review' && one.decidedBy !== null ? [{ personId: one.decidedBy, as: 'granted the waiver' }] : []),
];

/** Every broken rule of the row, but for the right. Nobody grants, ends or reviews their own, nor that of somebody with whom they are one as a deputy. */
export async function waiverFaults(work: Judging, one: Waiver, verb: WaiverVerb): Promise<readonly Refusal[]> {
  if (transitionOf(waiverMachine, one.state, verb) === undefined) return [no['waiver-over']({ verb, state: one.state })];
  if (verb === 'withdraw') return one.requestedBy === work.actor.id ? [] : [no['not-proposer']({})];
  const own = await notIndependent(work.tx, work.actor, handsIn(one, verb), work.now);
  return verb === 'grant' ? [...own, ...waivingFaults(one, await separationNow(work.tx, work.now), work.now)] : own;
}

export const rightOfWaiverVerb = (verb: WaiverVerb): string =>
  waiverMachine.rows.find((row) => row.verb === verb)?.right ?? 'access.grant-waivers';

export const decideWaiver = (
  call: Call,
  named: string,
  verb: WaiverVerb,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> => transact(call, (work) => decideWaiverIn(work, named, verb, reason, signature));

/** What each verb makes of a waiver. */
function become(one: Waiver, verb: WaiverVerb, reason: string | null, { actor, now }: Pick<Work, 'actor' | 'now'>): Waiver {
  const next = { ...one, version: one.version + 1 };
  if (verb === 'review') return { ...next, state: 'reviewed', reviewedBy: actor.id, reviewedAt: now, conclusion: reason };
  if (verb === 'withdraw') return { ...next, state: 'withdrawn', decision: reason, endedAt: now };
  if (verb === 'end') return { ...next, state: 'ended', decision: reason, endedAt: now };
  return { ...next, state: verb === 'grant' ? 'granted' : 'rejected', decidedBy: actor.id, decidedAt: now, decision: reason };
}

export async function decideWaiverIn(
  work: Work,
  named: string,
  verb: WaiverVerb,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> {
  const denied = mayNotEverywhere(work, rightOfWaiverVerb(verb));
  if (denied.length > 0) return refused(denied);
  const one = await findWaiver(work.tx, named, 'for update');
  if (one === null) return refuse(no['no-such-waiver']({ id: named }));
  const subject = waiverSubject(one);
  const broken = [...(await work.stale(subject, one.version)), ...(await waiverFaults(work, one, verb))];
  if (broken.length > 0) return refused(broken);
  const after = become(one, verb, reason, work);
  await saveWaiver(work, one, after, transitionOf(waiverMachine, one.state, verb)?.act ?? '', reason);
  if (verb === 'grant')
    await waivePairIn(work, one.id, {
      key: one.key,
      personId: one.personId,
      one: one.one,
      other: one.other,
      endsAt: one.expiresAt,
    });
  if (verb === 'end') await endPairWaiverIn(work, one.id);
  const changed = { id: one.id, version: after.version };
  if (verb !== 'grant' && verb !== 'review') return done(changed);
  const due = {
    subject,
    label: `Waiver ${one.key} of roles kept apart`,
    version: one.version,
    verb,
    after: waiverFields(after),
    input: { reason },
    effects: await effectsOf(work, one, verb),
  };
  const signed = await sign(work, due, signature);
  return signed.ok ? done(changed) : signed;
}

async function effectsOf(work: Work, one: Waiver, verb: 'grant' | 'review'): Promise<readonly string[]> {
  const [person] = await peopleBy(work.tx, { ids: [one.personId] });
  const name = person?.name ?? 'The person';
  if (verb === 'review') return [`What ${name} did while the waiver held counts as reviewed.`];
  return [
    `${name} may hold ${pairInWords(one)} until ${one.expiresAt.toISOString()}.`,
    `What makes up for it: ${one.control}`,
    `Everything that ${name} does until then stands on the review list of ${one.key}.`,
  ];
}

export async function saveWaiver(work: Work, one: Waiver, after: Waiver, act: string, reason: string | null): Promise<void> {
  await updateWaiver(work.tx, one, after);
  work.say({
    act,
    subject: waiverSubject(one),
    version: after.version,
    before: waiverFields(one),
    after: waiverFields(after),
    reason,
    erasable: waiverErasable,
  });
}
