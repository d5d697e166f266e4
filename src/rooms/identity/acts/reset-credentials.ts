import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { ownAccess } from '../core/own-access.ts';
import { removeAuthenticators } from '../store/authenticators.ts';
import { credentialForUpdate } from '../store/credentials.ts';
import { unitsOfRoles } from '../store/held-roles.ts';
import { forgetChecks } from '../store/identity-checks.ts';
import { forgetPlaces } from '../store/places.ts';
import { removeRecoveryCodes } from '../store/recovery-codes.ts';
import { endSessions } from '../store/sessions.ts';
import { openPerson } from './open-records.ts';
import { sayAccount } from './say.ts';

/**
 * An administrator takes away all second factors and recovery codes of somebody who lost a device (21 CFR 11.300(c)). Their sessions end, and nothing they have or
 * set up later gives a signature before somebody else has checked who they are. Needs the right wherever the person holds a role, as for a link.
 */
export const resetCredentials = (call: Call, named: string, reason: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, (work) => resetIn(work, named, reason));

async function resetIn(work: Work, named: string, reason: string): Promise<Outcome<{ readonly id: string }>> {
  const { actor, tx, now } = work;
  const opened = await openPerson(work, named);
  if (!opened.ok) return opened;
  const person = opened.value;
  const units = await unitsOfRoles(tx, person.id);
  const denied = units.flatMap((unit) => work.mayNot('identity.administer', unit));
  const refusals = [...denied.slice(0, 1), ...ownAccess(actor.id, [person.id])];
  if (refusals.length > 0) return refused(refusals);
  await credentialForUpdate(tx, person.id);
  const removed = await removeAuthenticators(tx, person.id, 'reset', now);
  const codes = await removeRecoveryCodes(tx, person.id);
  await forgetChecks(tx, person.id, [actor.id]);
  await forgetPlaces(tx, person.id);
  const ended = await endSessions(tx, person.id, 'administrator', now);
  sayAccount(
    work,
    'identity.credentials-reset',
    person,
    {
      alarm: { resetBy: actor.id },
      removed: Object.fromEntries(
        removed.map((one) => [
          one.id,
          { kind: one.kind === 'totp' ? 'authenticator app' : 'passkey', name: one.name, by: 'administrator' },
        ]),
      ),
      recoveryCodes: { removed: codes },
      ended: { sessions: ended },
    },
    reason,
  );
  return done({ id: person.id });
}
