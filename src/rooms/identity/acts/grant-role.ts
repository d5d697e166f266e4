import { uuidv7 } from '../../../foundation/ids.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { grantBounded, inspectionDays } from '../core/bounded-grant.ts';
import { ownAccess } from '../core/own-access.ts';
import { isRole } from '../core/roles.ts';
import { accessSuspended } from '../core/suspended.ts';
import { namesNothing } from '../core/unknown.ts';
import { whoAsks } from '../core/who-asked.ts';
import { type GrantedBy, type GrantRow, insertGrant, standingGrant, withdrawGrantRow } from '../store/grants.ts';
import { groupForUpdate, groupRecord, membersOf, saveGroup } from '../store/groups.ts';
import { findPerson, personForUpdate, personRecord, savePerson } from '../store/people.ts';
import { unitForUse } from '../store/units.ts';
import { bundleKeptApart, keptApart } from './keep-apart.ts';
import { limitsOf } from './limits-of.ts';
import { mayNotAdminister } from './open-records.ts';
import { sayGroup, sayPerson } from './say.ts';

/** Either a person or a group. */
export type WantedGrant = {
  readonly person?: string | undefined;
  readonly group?: string | undefined;
  readonly role: string;
  readonly unit: string;
  /** The role counts until then; null: until it is withdrawn. */
  readonly until?: Date | null | undefined;
  /** Releases by id or key that the role shows and nothing else, and the span of their trail. */
  readonly releases?: readonly string[] | undefined;
  readonly trailFrom?: Date | null | undefined;
  readonly trailUntil?: Date | null | undefined;
  readonly reason?: string | undefined;
  /** Who asked for it, by id or e-mail: somebody else than who grants it. */
  readonly requestedBy?: string | undefined;
};

type Granted = { readonly id: string };

/** Grants a role in a unit and all below it. A grant that stands already is answered as if it were new; with another end it takes the place of the one before. */
export const grantRole = (call: Call, wanted: WantedGrant): Promise<Outcome<Granted>> =>
  transact(call, (work) => grantRoleIn(work, wanted));

export async function grantRoleIn(work: Work, wanted: WantedGrant): Promise<Outcome<Granted>> {
  const nowhere = work.mayNot('identity.administer', null);
  if (nowhere.length > 0) return refused(nowhere);
  const unit = await unitForUse(work.tx, wanted.unit);
  const until = wanted.until ?? null;
  const refusals = [
    ...(unit === undefined ? [namesNothing('unit', wanted.unit, '/unit')] : work.mayNot('identity.administer', unit.id)),
    ...(isRole(wanted.role) ? [] : [namesNothing('role', wanted.role, '/role')]),
    ...grantBounded(wanted.role, until, work.now, await valueIn(work.tx, inspectionDays)),
  ];
  if (unit === undefined || refusals.length > 0) return refused(refusals);
  const limits = await limitsOf(work, wanted, unit.id);
  if (!limits.ok) return limits;
  const behind = await behindOf(work, wanted);
  if (!behind.ok) return behind;
  const grant = {
    id: uuidv7(work.now.getTime()),
    role: wanted.role,
    unit_id: unit.id,
    withdrawn_at: null,
    ends_at: until,
    release_ids: limits.value.releaseIds,
    trail_from: limits.value.trailFrom,
    trail_until: limits.value.trailUntil,
  };
  return wanted.group === undefined
    ? grantToPerson(work, wanted.person ?? '', grant, behind.value)
    : grantToGroup(work, wanted.group, grant, behind.value);
}

/** Who asked for it is somebody who is registered, and not who grants it. */
async function behindOf(work: Work, { requestedBy, reason }: WantedGrant): Promise<Outcome<GrantedBy>> {
  const requester = requestedBy === undefined ? undefined : await findPerson(work.tx, requestedBy);
  if (requestedBy !== undefined && requester === undefined) return refuse(namesNothing('person', requestedBy, '/requestedBy'));
  const broken = whoAsks(work.actor.id, requester?.id ?? null);
  if (broken.length > 0) return refused(broken);
  return done({ by: work.actor.id, requestedBy: requester?.id ?? null, reason: reason ?? null });
}

type Grant = Omit<GrantRow, 'person_id' | 'crowd_id'>;

const sameTime = (one: Date | null, other: Date | null): boolean => one?.getTime() === other?.getTime();
const sameGrant = (one: Grant, other: Grant): boolean =>
  sameTime(one.ends_at, other.ends_at) &&
  sameTime(one.trail_from, other.trail_from) &&
  sameTime(one.trail_until, other.trail_until) &&
  one.release_ids?.join() === other.release_ids?.join();

async function grantToPerson(work: Work, named: string, grant: Grant, behind: GrantedBy): Promise<Outcome<Granted>> {
  const person = await personForUpdate(work.tx, named);
  if (person === undefined || person.state === 'disabled') return refuse(namesNothing('person', named, '/person'));
  const own = ownAccess(work.actor.id, [person.id]);
  if (own.length > 0) return refused(own);
  const row: GrantRow = { ...grant, person_id: person.id, crowd_id: null };
  const standing = await standingGrant(work.tx, row);
  const suspended = accessSuspended(standing);
  if (suspended.length > 0) return refused(suspended);
  if (standing !== undefined && sameGrant(standing, row)) return done({ id: standing.id });

  const before = await personRecord(work.tx, person.id);
  if (standing !== undefined) await withdrawGrantRow(work.tx, standing.id, work.now);
  await insertGrant(work.tx, row, behind, work.now);
  const apart = await keptApart(work, [person.id]);
  if (apart.length > 0) return refused(apart);
  await savePerson(work.tx, person);
  await sayPerson(work, 'identity.role-granted', person.id, before, behind.reason);
  return done({ id: row.id });
}

async function grantToGroup(work: Work, named: string, grant: Grant, behind: GrantedBy): Promise<Outcome<Granted>> {
  const denied = await mayNotAdminister(work, null);
  if (denied.length > 0) return refused(denied);
  const group = await groupForUpdate(work.tx, named);
  if (group === undefined || group.withdrawn_at !== null) return refuse(namesNothing('group', named, '/group'));
  const members = await membersOf(work.tx, group.id);
  const own = ownAccess(work.actor.id, members);
  if (own.length > 0) return refused(own);
  const row: GrantRow = { ...grant, person_id: null, crowd_id: group.id };
  const standing = await standingGrant(work.tx, row);
  const suspended = accessSuspended(standing);
  if (suspended.length > 0) return refused(suspended);
  if (standing !== undefined && sameGrant(standing, row)) return done({ id: standing.id });

  const before = await groupRecord(work.tx, group.id);
  if (standing !== undefined) await withdrawGrantRow(work.tx, standing.id, work.now);
  await insertGrant(work.tx, row, behind, work.now);
  const apart = [...(await bundleKeptApart(work, group)), ...(await keptApart(work, members))];
  if (apart.length > 0) return refused(apart);
  await saveGroup(work.tx, group);
  await sayGroup(work, 'identity.role-granted', group.id, before, behind.reason);
  return done({ id: row.id });
}
