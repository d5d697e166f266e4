import { consequencesOf, type MovedPart } from './move.ts';
import { type Release, standingDecision } from './release.ts';
import type { AnyVerb } from './verbs.ts';

/** Steps within a state: what later steps then rely on. */
const opens: Readonly<Partial<Record<AnyVerb, string>>> = {
  'accept-uat': 'The go can rely on it.',
  'confirm-business': 'It counts as the confirmation of the closure for the business.',
  'confirm-it': 'It counts as the confirmation of the closure for IT.',
};

function ofValidation(after: Release): readonly string[] {
  return standingDecision(after, 'validate')?.result === 'positive'
    ? ['Release for use can rely on it.']
    : ['The release is not released for use before another validation is positive.'];
}

/** What a signed step brings, in sentences, for whoever is about to sign it. */
export function effectsOfStep(before: Release, after: Release, verb: AnyVerb): readonly string[] {
  const said = opens[verb];
  return [
    ...(before.state === after.state ? [] : [`${after.key} becomes ${after.state.replaceAll('-', ' ')}.`]),
    ...(verb === 'plan' ? ['Its go-live is held firmly in the calendar. Another date is a signed move from then on.'] : []),
    ...(said === undefined ? [] : [said]),
    ...(verb === 'validate' ? ofValidation(after) : []),
  ];
}

const sayWhen = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** The same of a move of approved dates. */
export function effectsOfMove(before: Release, after: Release, parts: readonly MovedPart[]): readonly string[] {
  const { goLive } = after;
  return [
    ...(goLive === null ? [] : [`The go-live is from ${sayWhen(goLive.start)} to ${sayWhen(goLive.end)}.`]),
    ...(parts.length === 0 ? [] : [`Along with it move: ${parts.map(({ name }) => name).join(', ')}.`]),
    ...consequencesOf(before, after),
  ];
}
