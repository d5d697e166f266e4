import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { ownAccess } from '../core/own-access.ts';
import { personDisabled } from '../core/person-disabled.ts';
import { unitsOfRoles } from '../store/held-roles.ts';
import { makePasswordLink, type PasswordLink } from './make-password-link.ts';
import { openPerson } from './open-records.ts';
import type { Registered } from './register-person.ts';

/**
 * Issues a one-time link with which a person sets a new password; an administrator never chooses one (ASVS 5.0 6.4.6). It needs the right in every unit in
 * which the person holds a role, for whoever has the link could act as them.
 */
export async function issueLink(
  call: Call,
  named: string,
  reason: string,
): Promise<Outcome<Registered & { readonly token: string | null }>> {
  const made: PasswordLink[] = [];
  const outcome = await transact(call, async (work) => {
    const link = await issueLinkIn(work, named, reason);
    if (!link.ok) return link;
    made.push(link.value.link);
    return done(link.value.registered);
  });
  return outcome.ok ? done({ ...outcome.value, token: made.at(-1)?.token ?? null }) : outcome;
}

async function issueLinkIn(
  work: Work,
  named: string,
  reason: string,
): Promise<Outcome<{ readonly registered: Registered; readonly link: PasswordLink }>> {
  const opened = await openPerson(work, named);
  if (!opened.ok) return opened;
  const person = opened.value;
  const units = await unitsOfRoles(work.tx, person.id);
  const denied = units.flatMap((unit) => work.mayNot('identity.administer', unit));
  const refusals = [...denied.slice(0, 1), ...ownAccess(work.actor.id, [person.id]), ...personDisabled(person)];
  if (refusals.length > 0) return refused(refusals);
  const link = await makePasswordLink(work, person, reason);
  const { needsRelease } = link;
  const registered = { id: person.id, version: person.version, expiresAt: link.expiresAt.toISOString(), needsRelease };
  return done({ registered, link });
}
