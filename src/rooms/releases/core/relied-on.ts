import type { ReleaseVerb } from '../contract.ts';
import type { AnyVerb } from './verbs.ts';

/** On whose signed decisions a step relies, by verb: each can be taken again from where the release then stands. */
export const reliesOn: Readonly<Partial<Record<AnyVerb, readonly ReleaseVerb[]>>> = {
  'declare-ready': ['accept-uat'],
  deploy: ['declare-ready'],
  'release-for-use': ['validate'],
  close: ['confirm-business', 'confirm-it'],
};

export const reliedOn: readonly ReleaseVerb[] = [...new Set(Object.values(reliesOn).flat())];
