import { directionOf, heldOf, isAllowed, type Profile, type ProfileValue } from '../../../foundation/profile.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { Steps } from './profile-change.ts';

export const profileRefusals = defineRefusals('policies', {
  'no-such-value': {
    kind: 'malformed',
    says: (f: { key: string }) => `The compliance profile has no value “${f.key}”.`,
    remedy: 'GET /profile lists the values.',
  },
  'within-bounds': {
    kind: 'rule',
    says: (f: { says: string; allowed: string }) => `“${f.says}” takes ${f.allowed}: no protection can be switched off.`,
    remedy: (f) => `Choose ${f.allowed}.`,
  },
  'profile-moved': {
    kind: 'conflict',
    says: (f: { values: readonly string[] }) =>
      `Since this was proposed the profile was changed in the same values: ${f.values.join(', ')}.`,
    remedy: 'Withdraw it and propose it anew on the profile as it is now.',
  },
  'set-up-over': {
    kind: 'rule',
    says: () => 'Something was signed in this installation already: from then on what loosens the profile is signed.',
    remedy: 'Let somebody of quality who did not propose it approve the change with their signature.',
  },
  'not-yours': {
    kind: 'forbidden',
    says: () => 'Whoever proposed a change withdraws it; others reject it.',
    remedy: 'Ask who proposed it.',
  },
  'no-such-change': {
    kind: 'notFound',
    says: () => 'There is no such change of the profile.',
    remedy: 'GET /profile/changes lists them.',
  },
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is none that a page gave.',
    remedy: 'Send `nextCursor` of the page before, unchanged.',
  },
  'change-over': {
    kind: 'conflict',
    says: (f: { state: string }) => `The change is ${f.state} already.`,
    remedy: 'Propose another one.',
  },
  'everywhere-only': {
    kind: 'forbidden',
    says: () => 'The compliance profile holds in all units; your right reaches a part of them.',
    remedy: 'Ask somebody who holds the role for the whole organisation.',
  },
});

export type Values = ReadonlyMap<string, { readonly value: ProfileValue }>;
export type Wanted = Readonly<Record<string, number | string>>;

const at = (key: string) => ({ field: `/values/${key}` });

const allowedBy = (value: ProfileValue): string =>
  value.type === 'choice'
    ? `one of ${value.choices.map((one) => one.value).join(', ')}`
    : `a whole number from ${value.least} to ${value.most}`;

/** What would change: values that are as wanted already are left out. Unknown names and values outside of their bounds are refused, all of them. */
export function stepsOf(
  values: Values,
  profile: Profile,
  wanted: Wanted,
): { readonly steps: Steps; readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = [];
  const steps: Record<string, { from: number | string; to: number | string }> = {};
  for (const [key, to] of Object.entries(wanted)) {
    const value = values.get(key)?.value;
    if (value === undefined) refusals.push(profileRefusals['no-such-value']({ key }, at(key)));
    else if (!isAllowed(value, to))
      refusals.push(profileRefusals['within-bounds']({ says: value.says, allowed: allowedBy(value) }, at(key)));
    else if (heldOf(profile, value) !== to) steps[key] = { from: heldOf(profile, value), to };
  }
  return { steps, refusals };
}

/** Keys of the values that protect less afterwards, or in another way: who changes them alone could choose what suits them. */
export const loosenedBy = (values: Values, steps: Steps): readonly string[] =>
  Object.entries(steps).flatMap(([key, { from, to }]) => {
    const value = values.get(key)?.value;
    if (value === undefined) return [];
    const direction = directionOf(value, from, to);
    return direction === 'looser' || direction === 'other' ? [key] : [];
  });

export const afterSteps = (profile: Profile, steps: Steps): Profile => ({
  version: profile.version + 1,
  held: { ...profile.held, ...Object.fromEntries(Object.entries(steps).map(([key, { to }]) => [key, to])) },
});

/** Rules between values, for the profile as it would be: each once, whichever value asks for it. */
export const faultsOf = (values: Values, after: Profile): readonly Refusal[] =>
  [...values.values()].flatMap(({ value }) => value.faults?.(after) ?? []);

/** Values that are no longer what the change started from. */
export function profileMoved(values: Values, profile: Profile, steps: Steps): readonly Refusal[] {
  const moved = Object.entries(steps).filter(([key, { from }]) => {
    const value = values.get(key)?.value;
    return value === undefined || heldOf(profile, value) !== from;
  });
  return moved.length === 0 ? [] : [profileRefusals['profile-moved']({ values: moved.map(([key]) => key) })];
}
