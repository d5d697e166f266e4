import type { z } from 'zod';
import type { signatureProof } from '../contract.ts';

/** What goes with the step itself, once it is signed. */
export type Proof = z.input<typeof signatureProof>;
/** A passkey's answer to the challenge of a ceremony. */
export type Assertion = NonNullable<Proof['assertion']>;
