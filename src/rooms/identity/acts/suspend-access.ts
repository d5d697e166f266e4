import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { lastAdministrator } from '../core/last-administrator.ts';
import { type AccessRef, accessStanding, markSuspended } from '../store/access-lines.ts';
import { withdrawDeputationRow } from '../store/deputations.ts';
import { withdrawGrantRow } from '../store/grants.ts';
import { deleteMember, groupForUpdate, groupRecord, membersOf, saveGroup } from '../store/groups.ts';
import { countAdministrators, lockAdministrators } from '../store/held-roles.ts';
import { personForUpdate, personRecord, savePerson } from '../store/people.ts';
import { tokenFields, tokenForUpdate, tokenSubject, withdrawTokenRow } from '../store/tokens.ts';
import { keptApart } from './keep-apart.ts';
import { sayGroup, sayPerson } from './say.ts';

type Change = {
  readonly act: string;
  readonly reason: string | null;
  readonly write: () => Promise<void>;
};

/** The record that carries an access is a person, a group or a token; it is locked, changed and told as one. */
async function changeCarrier(work: Work, ref: AccessRef, groupId: string | null, change: Change): Promise<void> {
  if (ref.kind === 'token') {
    const before = await tokenForUpdate(work.tx, ref.id);
    if (before === undefined) return;
    await change.write();
    const after = await tokenForUpdate(work.tx, ref.id);
    work.say({
      act: change.act,
      subject: tokenSubject(before),
      version: 2,
      before: tokenFields(before),
      after: tokenFields(after ?? before),
      reason: change.reason,
    });
  } else if (groupId === null) {
    const person = ref.personId === null ? undefined : await personForUpdate(work.tx, ref.personId);
    if (person === undefined) return;
    const before = await personRecord(work.tx, person.id);
    await change.write();
    await savePerson(work.tx, person);
    await sayPerson(work, change.act, person.id, before, change.reason);
  } else {
    const group = await groupForUpdate(work.tx, groupId);
    if (group === undefined) return;
    const before = await groupRecord(work.tx, group.id);
    await change.write();
    await saveGroup(work.tx, group);
    await sayGroup(work, change.act, group.id, before, change.reason);
  }
}

/** Runs a change that takes access away, unless nobody would administer the whole organisation any more. */
async function takeAway(work: Work, ref: AccessRef, groupId: string | null, change: Change): Promise<readonly Refusal[]> {
  const before = await countAdministrators(work.tx);
  await changeCarrier(work, ref, groupId, change);
  return lastAdministrator(before, await countAdministrators(work.tx));
}

const acts = {
  role: 'identity.role-withdrawn',
  member: 'identity.member-removed',
  deputy: 'identity.deputy-withdrawn',
  token: 'identity.token-withdrawn',
} as const;

/** Withdraws access for a reviewer, whose right the caller has asked for. What is gone already is answered as if it had been. */
export async function withdrawAccessIn(work: Work, ref: AccessRef, reason: string): Promise<Outcome<null>> {
  await lockAdministrators(work.tx);
  const [line] = await accessStanding(work.tx, [ref], work.now);
  if (line === undefined) return done(null);
  const write = async (): Promise<void> => {
    if (ref.kind === 'role') await withdrawGrantRow(work.tx, ref.id, work.now);
    if (ref.kind === 'member') await deleteMember(work.tx, ref.id, ref.personId ?? '');
    if (ref.kind === 'deputy') await withdrawDeputationRow(work.tx, ref.id, work.now);
    if (ref.kind === 'token') await withdrawTokenRow(work.tx, ref.id, work.now);
  };
  const broken = await takeAway(work, ref, line.groupId, { act: acts[ref.kind], reason, write });
  return broken.length > 0 ? refused(broken) : done(null);
}

/**
 * Suspends access that a review asked about and nobody answered. The last administrator of the whole organisation is spared: somebody has to be able to let
 * people in again.
 * @returns those that were suspended.
 */
export async function suspendAccessIn(work: Work, refs: readonly AccessRef[], review: string): Promise<readonly AccessRef[]> {
  await lockAdministrators(work.tx);
  const suspended: AccessRef[] = [];
  for (const line of await accessStanding(work.tx, refs, work.now)) {
    const { kind, id, personId } = line;
    const ref = { kind, id, personId };
    if (line.suspendedBy !== null) continue;
    const before = await countAdministrators(work.tx);
    await markSuspended(work.tx, ref, review, work.now);
    const last = lastAdministrator(before, await countAdministrators(work.tx));
    await markSuspended(work.tx, ref, null, work.now);
    if (last.length > 0) continue;
    const reason = `Nobody answered the review ${review} in time`;
    const write = () => markSuspended(work.tx, ref, review, work.now);
    await changeCarrier(work, ref, line.groupId, { act: 'identity.access-suspended', reason, write });
    suspended.push(ref);
  }
  return suspended;
}

/** Lets suspended access count again, where the separation of duties still allows it. */
export async function restoreAccessIn(work: Work, ref: AccessRef, reason: string): Promise<Outcome<null>> {
  const [line] = await accessStanding(work.tx, [ref], work.now);
  if (line === undefined || line.suspendedBy === null) return done(null);
  const write = () => markSuspended(work.tx, ref, null, work.now);
  await changeCarrier(work, ref, line.groupId, { act: 'identity.access-restored', reason, write });
  const concerned = [
    ...(line.personId === null ? [] : [line.personId]),
    ...(line.deputyId === null ? [] : [line.deputyId]),
    ...(line.groupId === null || line.kind === 'member' ? [] : await membersOf(work.tx, line.groupId)),
  ];
  const apart = await keptApart(work, concerned);
  return apart.length > 0 ? refused(apart) : done(null);
}
