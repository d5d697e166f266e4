import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { SecurityProfile } from '../core/password.ts';
import { securityChangeFaults, securityValues } from '../core/security-change.ts';
import {
  forgetSecurityProfile,
  saveSecurityProfile,
  securityProfileForUpdate,
  securitySubject,
} from '../store/security-profile.ts';
import { mayNotAdminister } from './open-records.ts';

export type SecurityChange = { readonly [K in keyof SecurityProfile]?: SecurityProfile[K] | undefined };

/** Changes the security profile. This process goes by it at once, others within five seconds; open sessions and tokens too. */
export async function changeSecurity(call: Call, change: SecurityChange, reason: string | undefined): Promise<Outcome<null>> {
  const outcome = await transact(call, (work) => changeSecurityIn(work, change, reason));
  if (outcome.ok) forgetSecurityProfile(call.app.database.db);
  return outcome;
}

async function changeSecurityIn(work: Work, change: SecurityChange, reason: string | undefined): Promise<Outcome<null>> {
  const denied = await mayNotAdminister(work, null);
  if (denied.length > 0) return refused(denied);
  const { profile, version } = await securityProfileForUpdate(work.tx);
  const after: SecurityProfile = {
    passwordMinLength: change.passwordMinLength ?? profile.passwordMinLength,
    failuresBeforeLock: change.failuresBeforeLock ?? profile.failuresBeforeLock,
    lockMinutes: change.lockMinutes ?? profile.lockMinutes,
    idleMinutes: change.idleMinutes ?? profile.idleMinutes,
    absoluteMinutes: change.absoluteMinutes ?? profile.absoluteMinutes,
    rotateMinutes: change.rotateMinutes ?? profile.rotateMinutes,
    tokenMaxDays: change.tokenMaxDays ?? profile.tokenMaxDays,
    secondFactor: change.secondFactor ?? profile.secondFactor,
    signingComponents: change.signingComponents ?? profile.signingComponents,
  };
  const refusals = [...(await work.stale(securitySubject, version)), ...securityChangeFaults(profile, after, reason)];
  if (refusals.length > 0) return refused(refusals);
  if (securityValues.every((value) => after[value] === profile[value])) return done(null);
  await saveSecurityProfile(work.tx, after, version + 1, work.now);
  work.say({
    act: 'identity.security-changed',
    subject: securitySubject,
    version: version + 1,
    before: version === 0 ? null : { ...profile },
    after: { ...after },
    reason: reason ?? null,
  });
  return done(null);
}
