import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { passwordFaults } from '../core/password.ts';
import { credentialForUpdate, hashPassword, savePassword } from '../store/credentials.ts';
import { forgetChecks } from '../store/identity-checks.ts';
import { takeLink } from '../store/links.ts';
import { personForUpdate } from '../store/people.ts';
import { forgetPlaces, rememberPlace } from '../store/places.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { endSessions } from '../store/sessions.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'link-not-valid': {
    kind: 'notFound',
    says: () => 'This link is not valid: it was used, has expired, or was replaced by a newer one.',
    remedy: 'Ask an administrator for a new link.',
  },
});

/** A person sets their own password with a one-time link. A password that breaks a rule leaves the link as it was. */
export function setPassword(
  call: Call,
  token: string,
  password: string,
): Promise<Outcome<{ readonly email: string; readonly name: string; readonly place: string }>> {
  return transact({ ...call, idempotency: null }, async (work) => {
    const link = await takeLink(work.tx, token, 'set-password', work.now);
    const person = link?.personId == null ? undefined : await personForUpdate(work.tx, link.personId);
    if (person === undefined || person.state === 'disabled') return refuse(no['link-not-valid']({}));
    const { profile } = await readSecurityProfile(work.tx);
    const faults = passwordFaults(password, person, profile);
    if (faults.length > 0) return refused(faults);

    await credentialForUpdate(work.tx, person.id);
    await savePassword(work.tx, person.id, await hashPassword(password), 'self', work.now);
    // Whoever issued the link could be who used it: nothing of this account gives a signature before somebody else has checked whose it is.
    await forgetChecks(work.tx, person.id, link?.issuedBy ?? null);
    // Whoever had the old password is known nowhere any more; where the link was used is a place of its owner.
    await forgetPlaces(work.tx, person.id);
    const place = await rememberPlace(work.tx, person.id, null, false, work.now);
    const ended = await endSessions(work.tx, person.id, 'password', work.now);
    sayAccount(work, 'identity.password-set', person, {
      password: { by: 'link', at: work.now.toISOString() },
      ended: { sessions: ended },
    });
    return done({ email: person.email, name: person.name, place });
  });
}
