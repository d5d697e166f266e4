import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'own-access': {
    kind: 'forbidden',
    says: () => 'Nobody changes their own access: not their roles, not their groups, not their account.',
    remedy: 'Ask another administrator to do it.',
  },
});

/** Rights are given by somebody else (Annex 11 clause 12.3, SOX: who asks for access does not grant it). */
export const ownAccess = (actorId: string, concerned: readonly string[]): readonly Refusal[] =>
  concerned.includes(actorId) ? [no['own-access']({})] : [];
