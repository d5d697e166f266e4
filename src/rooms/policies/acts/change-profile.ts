import { uuidv7 } from '../../../foundation/ids.ts';
import {
  forgetProfile,
  heldOf,
  type Profile,
  profileForUpdate,
  profileSubject,
  saveProfile,
} from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { anySignature, sign } from '../../signatures/door.ts';
import {
  afterSteps,
  faultsOf,
  loosenedBy,
  profileRefusals as no,
  profileMoved,
  stepsOf,
  type Wanted,
} from '../core/judge-profile-change.ts';
import { type ProfileChange, profileChangeFields, profileChangeSubject, type Steps } from '../core/profile-change.ts';
import { sayValue } from '../core/say-value.ts';
import { decideProfileChange, findProfileChange, insertProfileChange } from '../store/profile-changes.ts';
import { shutOutBy } from './consequences.ts';

export type Changed = { readonly id: string; readonly version: number };

/** The profile holds everywhere: a right in some units is none here. */
export function mayNotEverywhere(work: Pick<Work, 'mayNot' | 'reach'>, right: string): readonly Refusal[] {
  const refusals = work.mayNot(right, null);
  if (refusals.length > 0) return refusals;
  return work.reach(right) === 'all' ? [] : [no['everywhere-only']({})];
}

/** This process goes by a changed profile at once; the others hear of it. */
async function changing<T>(call: Call, act: (work: Work) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const outcome = await transact(call, act);
  forgetProfile(call.app.database.db);
  return outcome;
}

/** Every value by its key, as the trail keeps the profile. */
const profileFields = (work: Work, profile: Profile) =>
  Object.fromEntries([...work.app.profileValues.values()].map(({ value }) => [value.key, heldOf(profile, value)]));

/** Why the profile cannot become this. */
async function adoptionFaults(work: Work, profile: Profile, steps: Steps): Promise<readonly Refusal[]> {
  const { profileValues: values } = work.app;
  return [...faultsOf(values, afterSteps(profile, steps)), ...(await shutOutBy(work, steps)).flatMap((one) => one.refusals)];
}

/** Lets the profile become what the change says. @returns the change as adopted */
async function adopt(work: Work, profile: Profile, change: ProfileChange, way: 'tightened' | 'signed' | 'confirmed') {
  const after = afterSteps(profile, change.values);
  await saveProfile(work.tx, after, work.now);
  work.say({
    act: 'policies.profile-changed',
    subject: profileSubject,
    version: after.version,
    before: profile.version === 0 ? null : profileFields(work, profile),
    after: profileFields(work, after),
    reason: change.reason,
  });
  return { ...change, state: 'adopted' as const, way, profileVersion: after.version };
}

export type Proposal = { readonly values: Wanted; readonly reason: string };

/** Proposes other values. What only tightens holds at once; what loosens anything waits, as a whole, for a second person. */
export const proposeProfileChange = (call: Call, proposal: Proposal): Promise<Outcome<Changed | null>> =>
  changing(call, async (work) => {
    const denied = mayNotEverywhere(work, 'policies.propose-profile');
    if (denied.length > 0) return refused(denied);
    const profile = await profileForUpdate(work.tx);
    const values = work.app.profileValues;
    const { steps, refusals } = stepsOf(values, profile, proposal.values);
    const broken = [
      ...(await work.stale(profileSubject, profile.version)),
      ...refusals,
      ...(await adoptionFaults(work, profile, steps)),
    ];
    if (broken.length > 0) return refused(broken);
    if (Object.keys(steps).length === 0) return done(null);
    const proposed: ProfileChange = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('PRC'),
      state: 'proposed',
      values: steps,
      loosens: loosenedBy(values, steps).length > 0,
      reason: proposal.reason,
      proposedBy: work.actor.id,
      proposedAt: work.now,
      way: null,
      decidedBy: null,
      decidedAt: null,
      decision: null,
      profileVersion: null,
      version: 1,
    };
    const change: ProfileChange = proposed.loosens
      ? proposed
      : { ...(await adopt(work, profile, proposed, 'tightened')), decidedBy: work.actor.id, decidedAt: work.now };
    await insertProfileChange(work.tx, change);
    work.say({
      act: change.loosens ? 'policies.profile-change-proposed' : 'policies.profile-tightened',
      subject: profileChangeSubject(change),
      version: 1,
      before: null,
      after: profileChangeFields(change),
      reason: change.reason,
    });
    return done({ id: change.id, version: 1 });
  });

/** The change, locked behind the profile; whoever may not is told before anything else. */
async function open(work: Work, named: string, right: string): Promise<Outcome<{ profile: Profile; change: ProfileChange }>> {
  const denied = mayNotEverywhere(work, right);
  if (denied.length > 0) return refused(denied);
  const profile = await profileForUpdate(work.tx);
  const change = await findProfileChange(work.tx, named, 'for update');
  if (change === null) return refuse(no['no-such-change']({}));
  const stale = await work.stale(profileChangeSubject(change), change.version);
  const over = change.state === 'proposed' ? [] : [no['change-over']({ state: change.state })];
  const faults = [...stale, ...over];
  return faults.length > 0 ? refused(faults) : done({ profile, change });
}

const proposer = (work: Work, change: ProfileChange): Promise<readonly Refusal[]> =>
  notIndependent(work.tx, work.actor, [{ personId: change.proposedBy, as: 'proposed the change' }], work.now);

async function save(
  work: Work,
  seen: ProfileChange,
  become: ProfileChange,
  act: string,
  decision: string | null,
): Promise<ProfileChange> {
  const after = { ...become, decidedBy: work.actor.id, decidedAt: work.now, decision, version: seen.version + 1 };
  await decideProfileChange(work.tx, seen, after);
  work.say({
    act,
    subject: profileChangeSubject(after),
    version: after.version,
    before: profileChangeFields(seen),
    after: profileChangeFields(after),
    reason: decision,
  });
  return after;
}

const changedTo = ({ id, version }: ProfileChange): Changed => ({ id, version });

/** Quality approves what loosens the profile: signed, and never by who proposed it. */
export async function approveProfileChangeIn(
  work: Work,
  named: string,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> {
  const opened = await open(work, named, 'policies.approve-profile');
  if (!opened.ok) return opened;
  const { profile, change } = opened.value;
  const broken = [
    ...(await proposer(work, change)),
    ...profileMoved(work.app.profileValues, profile, change.values),
    ...(await adoptionFaults(work, profile, change.values)),
  ];
  if (broken.length > 0) return refused(broken);
  const after = await save(work, change, await adopt(work, profile, change, 'signed'), 'policies.profile-loosened', reason);
  const due = {
    subject: profileChangeSubject(after),
    label: `Change ${after.key} of the compliance profile`,
    version: change.version,
    verb: 'approve',
    after: profileChangeFields(after),
    input: { reason },
    effects: effectsOf(work, change),
  };
  const signed = await sign(work, due, signature);
  return signed.ok ? done(changedTo(after)) : signed;
}

const effectsOf = (work: Work, change: ProfileChange): readonly string[] =>
  Object.entries(change.values).map(([key, { from, to }]) => {
    const value = work.app.profileValues.get(key)?.value;
    return `“${value?.says ?? key}” goes from ${sayValue(value, from)} to ${sayValue(value, to)}.`;
  });

export const approveProfileChange = (
  call: Call,
  named: string,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> => changing(call, (work) => approveProfileChangeIn(work, named, reason, signature));

export type Confirmation = { readonly reason: string; readonly password: string | undefined };

/**
 * While nothing was signed in the installation, nobody can yet: what loosens the profile is confirmed by a second person with their password. The first
 * signature ends that for good; signatures are never deleted.
 */
export const confirmProfileChange = (call: Call, named: string, given: Confirmation): Promise<Outcome<Changed>> =>
  changing(call, async (work) => {
    const opened = await open(work, named, 'policies.confirm-profile');
    if (!opened.ok) return opened;
    const { profile, change } = opened.value;
    const broken = [
      ...((await anySignature(work.tx)) ? [no['set-up-over']({})] : []),
      ...(await proposer(work, change)),
      ...profileMoved(work.app.profileValues, profile, change.values),
      ...(await adoptionFaults(work, profile, change.values)),
    ];
    if (broken.length > 0) return refused(broken);
    const unsure = await work.confirmPassword(given.password);
    if (unsure.length > 0) return refused(unsure);
    const adopted = await adopt(work, profile, change, 'confirmed');
    return done(changedTo(await save(work, change, adopted, 'policies.profile-confirmed', given.reason)));
  });

export const rejectProfileChange = (call: Call, named: string, reason: string): Promise<Outcome<Changed>> =>
  changing(call, async (work) => {
    const opened = await open(work, named, 'policies.approve-profile');
    if (!opened.ok) return opened;
    const { change } = opened.value;
    const broken = await proposer(work, change);
    if (broken.length > 0) return refused(broken);
    return done(
      changedTo(await save(work, change, { ...change, state: 'rejected' }, 'policies.profile-change-rejected', reason)),
    );
  });

export const withdrawProfileChange = (call: Call, named: string, reason: string): Promise<Outcome<Changed>> =>
  changing(call, async (work) => {
    const opened = await open(work, named, 'policies.propose-profile');
    if (!opened.ok) return opened;
    const { change } = opened.value;
    if (change.proposedBy !== work.actor.id) return refuse(no['not-yours']({}));
    return done(
      changedTo(await save(work, change, { ...change, state: 'withdrawn' }, 'policies.profile-change-withdrawn', reason)),
    );
  });
