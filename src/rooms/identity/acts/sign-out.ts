import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { endOwnSession } from './end-sessions.ts';

/** Ends the session that the request came with. Doing it twice is no error; a token has no session to end. */
export async function signOut(call: Call): Promise<Outcome<null>> {
  const { actor } = call;
  if ((actor.via !== 'session' && actor.via !== 'pending') || actor.credentialId === null) return done(null);
  const outcome = await endOwnSession(call, actor.credentialId);
  return outcome.ok ? done(null) : outcome;
}
