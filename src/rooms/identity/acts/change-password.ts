import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { notFound } from '../core/unknown.ts';
import { hashPassword, savePassword } from '../store/credentials.ts';
import { closeLinks } from '../store/links.ts';
import { findPerson } from '../store/people.ts';
import { forgetPlaces } from '../store/places.ts';
import { endSessions } from '../store/sessions.ts';
import { mustBeInPerson } from './in-person.ts';
import { judgePassword } from './judge-password.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'password-unchanged': {
    kind: 'rule',
    says: () => 'The new password is the one you have.',
    remedy: 'Take another one.',
  },
});

/** A person changes their own password; the current one is asked for, all other sessions end (ASVS 5.0 7.4.3), and no other place is known. */
export function changePassword(
  call: Call,
  current: string,
  password: string,
  place: string | null = null,
): Promise<Outcome<{ readonly endedSessions: number }>> {
  return transact({ ...call, idempotency: null }, async (work) => {
    const machine = mustBeInPerson(work);
    if (machine.length > 0) return refused(machine);
    const person = await findPerson(work.tx, work.actor.id);
    if (person === undefined) return refuse(notFound('person', work.actor.id));
    const wrong = await work.confirmPassword(current);
    if (wrong.length > 0)
      return refused(wrong.map((one) => (one.field === undefined ? one : { ...one, field: '/currentPassword' })));
    const faults = [
      ...(await judgePassword(work, password, person)),
      ...(current === password ? [no['password-unchanged']({}, { field: '/password' })] : []),
    ];
    if (faults.length > 0) return refused(faults);

    await savePassword(work.tx, person.id, await hashPassword(password), 'self', work.now);
    await closeLinks(work.tx, person.id, work.now);
    await forgetPlaces(work.tx, person.id, place);
    const ended = await endSessions(work.tx, person.id, 'password', work.now, { except: work.actor.credentialId });
    sayAccount(work, 'identity.password-changed', person, {
      password: { by: 'self', at: work.now.toISOString() },
      ended: { sessions: ended },
    });
    return done({ endedSessions: ended.length });
  });
}
