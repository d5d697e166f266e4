import type { Work } from '../../../foundation/transact.ts';
import { whyRenew } from '../core/renewal.ts';
import { isBreached } from '../store/breached-passwords.ts';
import { type CredentialRow, demandChange } from '../store/credentials.ts';
import type { PersonRow } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { asPerson } from './arrive.ts';
import { sayAccount } from './say.ts';

/** Whether a password stands in the list of breached ones of this server; false where it has none. */
export const isKnownBreached = (work: Pick<Work, 'app'>, password: string): Promise<boolean> =>
  isBreached(work.app.settings.breachedPasswords ?? null, password);

/**
 * After a right password: where it was stolen elsewhere, or is older than the profile lets it be, the person has to change it before anything else, in all of
 * their sessions (21 CFR 11.300(b)). Said once; a demand that stands is not repeated.
 */
export async function renewPassword(work: Work, person: PersonRow, credential: CredentialRow, password: string): Promise<void> {
  if (credential.must_change) return;
  const { profile } = await readSecurityProfile(work.tx);
  const why = whyRenew(credential.changed_at, await isKnownBreached(work, password), profile, work.now);
  if (why === null) return;
  await demandChange(work.tx, person.id, why);
  sayAccount(
    work,
    'identity.password-change-demanded',
    person,
    { password: { changeDemanded: why, setAt: credential.changed_at.toISOString() } },
    null,
    asPerson(work, person),
  );
}
