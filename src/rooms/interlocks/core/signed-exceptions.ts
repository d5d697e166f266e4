import type { Coverage } from '../../../foundation/signing.ts';

const covers = ['key', 'collision', 'asked', 'expiresAt'];

/** The published table of exceptions to collisions: what is granted or refused is signed, over the collision as it is. */
export const signedExceptions: readonly Coverage[] = [
  {
    verb: 'grant',
    act: 'interlocks.exception-granted',
    meaning: 'approved',
    covers,
    afterChange: 'The exception counts no more: the collision stands in the way again.',
  },
  {
    verb: 'refuse',
    act: 'interlocks.exception-refused',
    meaning: 'rejected',
    covers,
    afterChange: 'The record of the decision stays.',
  },
];
