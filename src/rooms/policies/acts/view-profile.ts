import { readProfile } from '../../../foundation/profile.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call, Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { anySignature } from '../../signatures/door.ts';
import {
  afterSteps,
  faultsOf,
  loosenedBy,
  profileRefusals as no,
  profileMoved,
  stepsOf,
  type Wanted,
} from '../core/judge-profile-change.ts';
import type { ProfileChange, Steps } from '../core/profile-change.ts';
import { mayNotEverywhere } from './change-profile.ts';
import { type ShutOut, shutOutBy } from './consequences.ts';

type Cans = Readonly<Record<string, readonly Refusal[]>>;

export const rightsIn = ({ app, actor }: Call): Pick<Work, 'mayNot' | 'reach'> => ({
  mayNot: (right, unitId) => app.ports.authority.may(actor, right, unitId),
  reach: (right) => app.ports.authority.reach(actor, right),
});

/** What the reader may do with a change, by the same rules as the acts. */
export async function canWith(call: Call, change: ProfileChange): Promise<Cans> {
  if (change.state !== 'proposed') return {};
  const { app, actor } = call;
  const { db } = app.database;
  const work = rightsIn(call);
  const profile = await readProfile(db);
  const values = app.profileValues;
  const own = await notIndependent(db, actor, [{ personId: change.proposedBy, as: 'proposed the change' }], app.clock.now());
  const consequences = await shutOutBy({ tx: db, now: app.clock.now(), app }, change.values);
  const adoption = [
    ...profileMoved(values, profile, change.values),
    ...faultsOf(values, afterSteps(profile, change.values)),
    ...consequences.flatMap((one) => one.refusals),
  ];
  const signedBefore = (await anySignature(db)) ? [no['set-up-over']({})] : [];
  const guarded = (right: string, refusals: readonly Refusal[]): readonly Refusal[] => {
    const denied = mayNotEverywhere(work, right);
    return denied.length > 0 ? denied : refusals;
  };
  return {
    approve: guarded('policies.approve-profile', [...own, ...adoption]),
    confirm: guarded('policies.confirm-profile', [...signedBefore, ...own, ...adoption]),
    reject: guarded('policies.approve-profile', own),
    withdraw: guarded('policies.propose-profile', change.proposedBy === actor.id ? [] : [no['not-yours']({})]),
  };
}

export type Preview = {
  readonly steps: Steps;
  readonly way: 'none' | 'at-once' | 'signed' | 'confirmed';
  readonly shutOut: readonly ShutOut[];
  readonly refusals: readonly Refusal[];
};

/** What other values would do; nothing is written. */
export async function previewProfile({ app }: Call, wanted: Wanted): Promise<Preview> {
  const { db } = app.database;
  const values = app.profileValues;
  const profile = await readProfile(db);
  const { steps, refusals } = stepsOf(values, profile, wanted);
  const consequences = await shutOutBy({ tx: db, now: app.clock.now(), app }, steps);
  const loosens = loosenedBy(values, steps).length > 0;
  const second = loosens && !(await anySignature(db)) ? ('confirmed' as const) : ('signed' as const);
  return {
    steps,
    way: Object.keys(steps).length === 0 ? 'none' : loosens ? second : 'at-once',
    shutOut: consequences.filter((one) => one.shutOut.length > 0),
    refusals: [...refusals, ...faultsOf(values, afterSteps(profile, steps)), ...consequences.flatMap((one) => one.refusals)],
  };
}
