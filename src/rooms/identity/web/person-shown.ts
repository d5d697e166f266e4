import type { ReplyOf } from '../../../foundation/contract.ts';
import type { showPerson } from '../contract.ts';

/** A person as their page shows them. */
export type PersonShown = ReplyOf<typeof showPerson>;
