import type { Refusal } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { passwordFaults } from '../core/password.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { isKnownBreached } from './renew-password.ts';

/** Every rule that a new password of somebody breaks, under the profile in force. */
export async function judgePassword(
  work: Pick<Work, 'app' | 'tx'>,
  password: string,
  person: { readonly name: string; readonly email: string },
): Promise<readonly Refusal[]> {
  const { profile } = await readSecurityProfile(work.tx);
  return passwordFaults(password, person, profile, await isKnownBreached(work, password));
}
