import type { Actor } from '../../../foundation/actor.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { From } from '../core/lock-out.ts';
import { clearAttempts } from '../store/credentials.ts';
import type { PersonRow } from '../store/people.ts';
import { rememberPlace } from '../store/places.ts';
import { sayAccount } from './say.ts';

/** Where somebody signs in from: what the cookie of the place holds, and whether anybody signed in there before. */
export type Whence = { readonly from: From; readonly place: string | null; readonly isPlace: boolean };

/** All steps of signing in were made: failures are forgotten and the place is known. @returns what the cookie of the place is to hold. */
export async function arrive(work: Work, person: PersonRow, whence: Whence): Promise<string> {
  await clearAttempts(work.tx, person.id, whence.from === 'known-place' ? 'known' : 'both');
  return rememberPlace(work.tx, person.id, whence.place, whence.isPlace, work.now);
}

/** The actor whom an act of signing in established. */
export const asPerson = (work: Work, { id, name, email }: PersonRow): Actor => ({
  ...work.actor,
  kind: 'person',
  id,
  name,
  email,
});

export const saySignedIn = (
  work: Work,
  person: PersonRow,
  signedIn: { readonly session: string; readonly methods: readonly string[] },
): void => sayAccount(work, 'identity.signed-in', person, { signedIn: { ...signedIn } }, null, asPerson(work, person));
