import { nobodyId } from '../../../foundation/actor.ts';
import { rehearsal, type Signing } from '../../../foundation/signing.ts';

/** The signature has the id of its ceremony. Rehearsed there is none yet, and without one the act ends refused. */
export const signatureIdOf = (signature: Signing): string =>
  signature === rehearsal || signature === undefined ? nobodyId : signature.ceremony;
