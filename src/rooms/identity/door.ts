import type { Actor } from '../../foundation/actor.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import type { Outcome, Refusal } from '../../foundation/refusal.ts';
import type { Involvement } from '../../foundation/services.ts';
import type { Work } from '../../foundation/transact.ts';
import { changeUnitIn as changeUnit } from './acts/change-unit.ts';
import type { Proof } from './acts/check-components.ts';
import { createUnitIn as createUnit } from './acts/create-unit.ts';
import * as separation from './acts/move-separation.ts';
import { sees } from './acts/open-records.ts';
import { cannotProve as cannot, type PasskeyQuestion, type ProvenAnew, proveAnewIn, questionIn } from './acts/prove-anew.ts';
import * as suspension from './acts/suspend-access.ts';
import { withdrawUnitIn as withdrawUnit } from './acts/withdraw-unit.ts';
import { type AssertionEvidence, type CheckedAssertion, verifyAssertionEvidence as verifyEvidence } from './core/assertion.ts';
import type { Series, SigningComponents } from './core/components.ts';
import { type Bound, independenceFaults } from './core/independence.ts';
import type { UnitHolders } from './core/inherited.ts';
import { isRole, readers, roles, sayRole } from './core/roles.ts';
import { isFloor, type Pair, type PairWaiver, samePair as same } from './core/separation.ts';
import type { AccessLine, AccessRef } from './store/access-lines.ts';
import * as access from './store/access-lines.ts';
import * as apart from './store/apart.ts';
import { peopleAsActors } from './store/authenticate.ts';
import { lostSince } from './store/authenticators.ts';
import type { PersonName, UnitName } from './store/look-up.ts';
import * as look from './store/look-up.ts';
import type { GroupMember, GroupName, HeldRole, StandIn } from './store/look-up-holdings.ts';
import * as held from './store/look-up-holdings.ts';
import { readSecurityProfile } from './store/security-profile.ts';

/** Roles of everybody who works on releases or watches them: for rights on other rooms' cards. */
export const everyReader: readonly string[] = readers;

/** Whether a role of this name exists. */
export const isRoleName = (name: string): boolean => isRole(name);

/** Roles of the trade, with their words: neither those that configure nor those that only read. */
export const businessRoles: readonly { readonly role: string; readonly says: string }[] = roles
  .filter((one) => one.business)
  .map(({ role, says }) => ({ role, says }));

/** A role in words. */
export const roleInWords = (role: string): string => sayRole(role);

export type {
  AccessLine,
  AccessRef,
  AssertionEvidence,
  GroupMember,
  GroupName,
  HeldRole,
  Pair,
  PairWaiver,
  PasskeyQuestion,
  PersonName,
  Proof,
  ProvenAnew,
  Series,
  StandIn,
  UnitHolders,
  UnitName,
};

/**
 * The acting person proves to be themself for one signature, over exactly this challenge, which is the same when the act runs again (a stored nonce, no fresh one):
 * the last question of an act. Never by a token or in a sign-in that is not
 * finished; with the components of the security profile, each covered by a check of identity. Failures count and lock as at signing in.
 * @returns the methods (`password`, `code`, `passkey`) and the evidence, in which a passkey's part is what `verifyAssertionEvidence` takes.
 */
export const proveAnew = (
  work: Work,
  proof: Proof,
  asked: { readonly challenge: Buffer; readonly series: Series },
): Promise<Outcome<ProvenAnew>> => proveAnewIn(work, proof, asked);

/** Why the acting person could not prove themself whatever they gave: to be said before any credential is asked for. */
export const cannotProve = (work: Pick<Work, 'actor' | 'tx'>): Promise<readonly Refusal[]> => cannot(work);

/** Whether a second factor of a person was taken away since a moment, by themself or by an administrator. */
export const lostComponentSince = (db: Db | Tx, personId: string, since: Date): Promise<boolean> =>
  lostSince(db, personId, since);

/** Which components the security profile asks of signatures. */
export const signingComponents = async (db: Db): Promise<SigningComponents> =>
  (await readSecurityProfile(db)).profile.signingComponents;

/** What a browser asks the acting person's passkeys with (PublicKeyCredentialRequestOptionsJSON); null where there is none to ask. */
export const passkeyOptionsFor = (work: Pick<Work, 'actor' | 'tx' | 'app'>, challenge: Buffer): Promise<PasskeyQuestion | null> =>
  questionIn(work.tx, work.app, work.actor.id, challenge);

/** People by id or e-mail; those that do not exist are missing from the answer. */
export const peopleBy = (
  db: Db,
  by: { readonly ids?: readonly string[]; readonly emails?: readonly string[] },
): Promise<readonly PersonName[]> => look.peopleBy(db, by);

/** Active people by id or e-mail, each as they would act now: whether somebody else may read something is asked of them. Others are missing from the answer. */
export const asActors = (db: Db | Tx, named: readonly string[], now: Date): Promise<readonly Actor[]> =>
  peopleAsActors(db, named, now);

/** Whether somebody is among the people whom the actor is shown: to them anybody else is answered as if there were no such person. */
export const seesPerson = (work: Pick<Work, 'tx' | 'actor' | 'reach'>, personId: string): Promise<boolean> =>
  sees(work, personId);

/** The unit where an active person is at home; null of anybody else. */
export const homeOf = (db: Db | Tx, personId: string): Promise<string | null> => look.homeOf(db, personId);

/** The time zone of the site where a person stands; UTC where no unit above them has one. */
export const siteZoneOf = (db: Db | Tx, personId: string): Promise<string> => look.siteZoneOf(db, personId);

/** Units by id or key; those that do not exist or were withdrawn are missing from the answer. */
export const unitsBy = (
  db: Db,
  by: { readonly ids?: readonly string[]; readonly keys?: readonly string[] },
): Promise<readonly UnitName[]> => look.unitsBy(db, by);

/** The same for an act that puts a record there: none of them is withdrawn before it has ended, so that its withdrawal counts the record. */
export const unitsToStandIn = (
  tx: Tx,
  by: { readonly ids?: readonly string[]; readonly keys?: readonly string[] },
): Promise<readonly UnitName[]> => look.unitsBy(tx, by, 'for share');

/** Ids of a unit and of all that stand below it. */
export const unitsWithin = (db: Db | Tx, unitId: string): Promise<readonly string[]> => look.unitsWithin(db, unitId);

/** Who holds one of the roles in a unit (directly, by group, or as a deputy now): the answer to "who could give it". At most 50. */
export const holdersOf = (db: Db, holderRoles: readonly string[], unitId: string, now: Date): Promise<readonly PersonName[]> =>
  look.holdersOf(db, holderRoles, unitId, now);

/** Who holds each of the roles, in every unit in which one was given (other units have the holders of the one above them); units above come first. */
export const holdersByUnit = (db: Db, holderRoles: readonly string[], now: Date): Promise<readonly UnitHolders[]> =>
  look.holdersByUnit(db, holderRoles, now);

/** Who holds one of the roles in a unit, in one above it or in one below it (not as a deputy): whom what holds there concerns. At most 2,000. */
export const concernedBy = (db: Db, holderRoles: readonly string[], unitId: string, now: Date): Promise<readonly PersonName[]> =>
  look.concernedBy(db, holderRoles, unitId, now);

/** Roles that an active person holds in a unit (directly, by group, or as a deputy now); none for somebody who is disabled. */
export const rolesIn = (db: Db, personId: string, unitId: string, now: Date): Promise<readonly string[]> =>
  look.rolesIn(db, personId, unitId, now);

/** Roles that active people hold in at least one of these units now, or anywhere, each with the person for whom they hold it as a deputy. */
export const rolesOfPeople = (
  db: Db,
  personIds: readonly string[],
  unitIds: readonly string[] | 'anywhere',
  now: Date,
): Promise<readonly HeldRole[]> => held.rolesOfPeople(db, personIds, unitIds, now);

/** Who stands in for whom at this moment, for deputies or those they stand in for. */
export const standIns = (db: Db, personIds: readonly string[], now: Date): Promise<readonly StandIn[]> =>
  held.standIns(db, personIds, now);

/** Groups by id or key, withdrawn ones too; those that do not exist are missing from the answer. */
export const groupsBy = (
  db: Db,
  by: { readonly ids?: readonly string[]; readonly keys?: readonly string[] },
): Promise<readonly GroupName[]> => held.groupsBy(db, by);

/** Active members of groups that are not withdrawn. */
export const membersOf = (db: Db, groupIds: readonly string[]): Promise<readonly GroupMember[]> => held.membersOf(db, groupIds);

/** For whom somebody stands in at this moment, and who stands in for them: what one of them did binds the others. */
export const boundTo = (db: Db, personId: string, now: Date): Promise<Bound> => held.boundTo(db, personId, now);

/**
 * Why the actor may not decide on work in which these people had a hand: one refusal for each involvement of the actor, or of somebody for whom they
 * stand in now, or who stands in for them. Empty when they are independent.
 */
export const notIndependent = async (
  db: Db,
  actor: Actor,
  involvements: readonly Involvement[],
  now: Date,
): Promise<readonly Refusal[]> => independenceFaults(actor.id, await held.boundTo(db, actor.id, now), involvements);

/** Checks a passkey's part of the evidence of a signature again. Pure: needs no database, no server and no clock. */
export const verifyAssertionEvidence = (
  evidence: AssertionEvidence,
  challenge: Buffer,
  rpId: string,
  origin: string,
): CheckedAssertion => verifyEvidence(evidence, challenge, rpId, origin);

type Changed = { readonly id: string; readonly version: number };

/** Creates a unit below another (id or key). For plan files; right, rules and ledger entry as over HTTP. */
export const createUnitIn = (
  work: Work,
  wanted: { readonly key: string; readonly name: string; readonly parent: string },
): Promise<Outcome<Changed>> => createUnit(work, wanted);

/** Renames or moves a unit (id or key); says nothing when nothing changes. */
export const changeUnitIn = (
  work: Work,
  unit: string,
  change: { readonly name?: string; readonly parent?: string; readonly reason?: string },
): Promise<Outcome<Changed>> => changeUnit(work, unit, change);

/** Withdraws a unit that nothing depends on any more. */
export const withdrawUnitIn = (work: Work, unit: string, reason: string): Promise<Outcome<Changed>> =>
  withdrawUnit(work, unit, reason);

/** The whole organisation tree without withdrawn units, parents before children. For export and comparison. */
export const organisation = (db: Db): Promise<readonly UnitName[]> => look.organisation(db);

/**
 * All access that stands in a unit and below it (roles of people and groups, members, deputies, tokens), suspended access and that of disabled people included;
 * in the root unit everything.
 */
export const accessIn = (db: Db | Tx, unitId: string, now: Date): Promise<readonly AccessLine[]> =>
  access.accessLines(db, unitId, now);

/** Of some access, what stands now. */
export const accessStanding = (db: Db | Tx, refs: readonly AccessRef[], now: Date): Promise<readonly AccessLine[]> =>
  access.accessStanding(db, refs, now);

/** Whose access it is, by `accessKey`: the person, their deputy, the members of the group that holds the role. */
export const whoseAccess = (db: Db | Tx, refs: readonly AccessRef[]): Promise<ReadonlyMap<string, readonly string[]>> =>
  access.whoseAccess(db, refs);

export const accessKey = (ref: AccessRef): string => access.accessKey(ref);

/** Withdraws access on the decision of a reviewer; the caller has asked for their right. */
export const withdrawAccessIn = (work: Work, ref: AccessRef, reason: string): Promise<Outcome<null>> =>
  suspension.withdrawAccessIn(work, ref, reason);

/** Suspends access that nobody answered for; the last administrator is spared. @returns what was suspended. */
export const suspendAccessIn = (work: Work, refs: readonly AccessRef[], review: string): Promise<readonly AccessRef[]> =>
  suspension.suspendAccessIn(work, refs, review);

/** Lets suspended access count again. */
export const restoreAccessIn = (work: Work, ref: AccessRef, reason: string): Promise<Outcome<null>> =>
  suspension.restoreAccessIn(work, ref, reason);

/** What is kept apart now, in words, and how far waivers may go. */
export const separationNow = (db: Db | Tx, now: Date): Promise<separation.SeparationNow> => separation.separationNow(db, now);
export type { SeparationNow } from './acts/move-separation.ts';

/** What a version of the matrix of the installation says, as the database holds it; null where there is none. */
export const matrixOfVersion = (db: Db | Tx, version: number): Promise<readonly Pair[] | null> =>
  apart.matrixOfVersion(db, version);

/** Whether Interlock itself keeps two roles apart, whatever the matrix of the installation says. */
export const keptApartByInterlock = (pair: Pick<Pair, 'one' | 'other'>): boolean => isFloor(pair);

export const samePair = (a: Pick<Pair, 'one' | 'other'>, b: Pick<Pair, 'one' | 'other'>): boolean => same(a, b);

/** Until the transaction ends nobody is judged by the matrix, and nobody else moves it. */
export const lockSeparation = (work: Work): Promise<void> => separation.lockSeparation(work);

/** Brings the next version of the matrix into force, under `lockSeparation`; the caller has asked for right and signature. @returns the version. */
export const bringMatrixIn = (work: Work, pairs: readonly Pair[], changeKey: string): Promise<number> =>
  separation.bringMatrixIn(work, pairs, changeKey);

/** Active people who hold one of these pairs now, by any route. */
export const holdersOfPairs = (
  db: Db | Tx,
  pairs: readonly Pair[],
  now: Date,
): Promise<readonly { readonly id: string; readonly name: string; readonly pair: Pair }[]> =>
  separation.holdersOfPairs(db, pairs, now);

/** Lets somebody hold a pair for a time, and takes that back; the caller has asked for right and signature. */
export const waivePairIn = (work: Work, id: string, waiver: PairWaiver): Promise<void> =>
  separation.waivePairIn(work, id, waiver);
export const endPairWaiverIn = (work: Work, id: string): Promise<void> => separation.endPairWaiverIn(work, id);

/** Ends what lets somebody hold a pair and is not one of these, which were granted: it came past the product, and is an alarm. */
export const endStrayWaiversIn = (work: Work, granted: readonly (PairWaiver & { readonly id: string })[]): Promise<void> =>
  separation.endStrayWaiversIn(work, granted);
