import { defineRefusals } from '../../../foundation/refusal.ts';

/** A log without gaps is all or nothing: a right in some units is none to the entries of the others. */
export const wholeTrailRefusals = defineRefusals('ledger', {
  'whole-trail-only': {
    kind: 'forbidden',
    says: () => 'This holds the trail of the whole organisation; your right reaches a part of it.',
    remedy: 'Read the trail of your units, or ask somebody who holds the role for the whole organisation.',
  },
});
