import { sha256 } from '../../../foundation/canonical-json.ts';

/** What a passkey is asked to sign for one purpose, e.g. `remove 0193…`: fresh as the session's challenge is, and worth nothing for another purpose. */
export const challengeFor = (purpose: string, sessionChallenge: Uint8Array): Buffer =>
  sha256(`interlock ${purpose}\n`, sessionChallenge);
