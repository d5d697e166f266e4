import type { ChangeVerb } from '../contract-words.ts';
import { type Change, type Decision, wordOfQuality } from './change.ts';

/** On whose signed decisions a step relies, by verb, beside the word of quality in the state that it is taken from. */
const reliesOn: Readonly<Partial<Record<ChangeVerb, readonly ChangeVerb[]>>> = {
  authorise: [],
  approve: ['authorise'],
  implement: ['authorise', 'permit', 'approve'],
  close: ['verify'],
};

const standing = (change: Pick<Change, 'decisions'>, verb: ChangeVerb): Decision | undefined =>
  change.decisions.findLast(({ kind, voidedAt }) => kind === verb && voidedAt === null);

/** The decisions that a step relies on, as far as they were taken. */
export const reliedOnBy = (change: Pick<Change, 'decisions' | 'state'>, verb: ChangeVerb): readonly Decision[] => {
  const verbs = reliesOn[verb];
  if (verbs === undefined) return [];
  const word = wordOfQuality(change);
  return [...(word?.kind === 'agree' ? [word] : []), ...verbs.flatMap((one) => standing(change, one) ?? [])];
};
