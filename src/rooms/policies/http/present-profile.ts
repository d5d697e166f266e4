import { presentCan } from '../../../foundation/http/problem.ts';
import { directionOf, heldOf, type Profile, type ProfileValue, readProfile } from '../../../foundation/profile.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { anySignature } from '../../signatures/door.ts';
import { mayNotEverywhere } from '../acts/change-profile.ts';
import { canWith, rightsIn } from '../acts/view-profile.ts';
import type { ProfileChangeView, ProfileValueView, ProfileView } from '../contract.ts';
import type { ProfileChange, Steps } from '../core/profile-change.ts';
import { sayValue } from '../core/say-value.ts';
import { profileChanges } from '../store/profile-changes.ts';

function presentValue(room: string, value: ProfileValue, profile: Profile): ProfileValueView {
  const held = heldOf(profile, value);
  const direction = directionOf(value, value.strict, held);
  const common = { key: value.key, room, says: value.says, source: value.source, strict: value.strict, value: held };
  const standing = direction === 'same' ? ('strict' as const) : direction;
  if (value.type === 'choice') {
    const choices = value.choices.map((one) => ({ value: one.value, says: one.says }));
    return {
      ...common,
      type: 'choice',
      unit: null,
      least: null,
      most: null,
      choices,
      stricter: value.unranked === true ? 'none' : 'later',
      standing,
    };
  }
  const { unit, least, most, stricter } = value;
  return { ...common, type: 'amount', unit, least, most, choices: [], stricter, standing };
}

export const presentSteps = ({ app }: Call, steps: Steps): ProfileChangeView['steps'] =>
  Object.entries(steps).map(([key, { from, to }]) => {
    const value = app.profileValues.get(key)?.value;
    return {
      key,
      says: value?.says ?? key,
      from,
      to,
      fromSays: sayValue(value, from),
      toSays: sayValue(value, to),
      direction: value === undefined ? 'same' : directionOf(value, from, to),
    };
  });

export async function presentChanges(call: Call, changes: readonly ProfileChange[]): Promise<ProfileChangeView[]> {
  const ids = changes.flatMap((change) => [change.proposedBy, ...(change.decidedBy === null ? [] : [change.decidedBy])]);
  const names = new Map((await peopleBy(call.app.database.db, { ids })).map(({ id, name }) => [id, name] as const));
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  return Promise.all(
    changes.map(async (change) => ({
      id: change.id,
      key: change.key,
      state: change.state,
      steps: presentSteps(call, change.values),
      loosens: change.loosens,
      reason: change.reason,
      proposedBy: person(change.proposedBy),
      proposedAt: change.proposedAt.toISOString(),
      way: change.way,
      decidedBy: change.decidedBy === null ? null : person(change.decidedBy),
      decidedAt: change.decidedAt?.toISOString() ?? null,
      decision: change.decision,
      profileVersion: change.profileVersion,
      version: change.version,
      can: presentCan(await canWith(call, change)),
    })),
  );
}

export async function presentProfile(call: Call): Promise<ProfileView> {
  const { db } = call.app.database;
  const profile = await readProfile(db);
  const values = [...call.app.profileValues.values()].map(({ room, value }) => presentValue(room, value, profile));
  const pending = await profileChanges(db, { limit: 50, before: null, state: 'proposed' });
  return {
    version: profile.version,
    values,
    looser: values.filter((value) => value.standing === 'looser').length,
    settingUp: !(await anySignature(db)),
    pending: await presentChanges(call, pending),
    can: presentCan({ propose: mayNotEverywhere(rightsIn(call), 'policies.propose-profile') }),
  };
}
