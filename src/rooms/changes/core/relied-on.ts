import type { ChangeModel, ChangeVerb } from '../contract-words.ts';
import { type Change, type Decision, wordOfQuality } from './change.ts';

/** On whose signed decisions a step relies, by verb, beside the word of quality in the state that it is taken from. */
const reliesOn: Readonly<Partial<Record<ChangeVerb, readonly ChangeVerb[]>>> = {
  authorise: [],
  approve: ['authorise'],
  implement: ['authorise', 'permit', 'approve'],
  close: ['verify'],
};

const forProduction: readonly ChangeVerb[] = ['authorise', 'approve'];

/**
 * What was decided before a change is implemented, by its model. An emergency is no exception: a word by mouth stands for approvals that are asked before these steps,
 * not for the steps. A standard change was authorised by its template; that it follows one is decided by its submission, which nobody signs.
 */
const beforeWork: Readonly<Record<ChangeModel, readonly ChangeVerb[]>> = {
  normal: forProduction,
  emergency: forProduction,
  'non-production': ['permit'],
  standard: ['submit-standard'],
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

/** The decisions without which a step is not taken, as far as they are missing: what nobody decided is not signed either. */
export const missingBefore = (change: Pick<Change, 'decisions' | 'model'>, verb: ChangeVerb): readonly ChangeVerb[] => {
  const demanded = verb === 'implement' ? beforeWork[change.model] : (reliesOn[verb] ?? []);
  return demanded.filter((one) => standing(change, one) === undefined);
};
