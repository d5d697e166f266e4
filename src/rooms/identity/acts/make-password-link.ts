import type { Work } from '../../../foundation/transact.ts';
import { unitsOfRoles } from '../store/held-roles.ts';
import { isSecondThere, type Link, makeLink } from '../store/links.ts';
import type { PersonRow } from '../store/people.ts';
import { rootUnitId } from '../store/units.ts';
import { sayAccount } from './say.ts';

export type PasswordLink = Link & { readonly needsRelease: boolean };

/**
 * Makes the link with which a person sets a password. Who issues it sees it, and so does not open the account with it alone: where somebody else administers all
 * units of the person, the link waits for them (docs/decisions/0016-links-of-two.md). Where nobody does, it works at once, and that is an alarm in the access log.
 */
export async function makePasswordLink(
  work: Work,
  person: Pick<PersonRow, 'id' | 'unit_id' | 'version'>,
  reason: string | null,
): Promise<PasswordLink> {
  const home = person.unit_id ?? (await rootUnitId(work.tx));
  const units = [...(home === null ? [] : [home]), ...(await unitsOfRoles(work.tx, person.id))];
  const needsRelease = await isSecondThere(work.tx, units, [work.actor.id, person.id]);
  const link = await makeLink(work.tx, 'set-password', person.id, work.now, { by: work.actor.id, needsRelease });
  sayAccount(
    work,
    needsRelease ? 'identity.link-issued' : 'identity.link-issued-alone',
    person,
    { link: { purpose: 'set-password', expiresAt: link.expiresAt.toISOString(), needsRelease } },
    reason,
  );
  return { ...link, needsRelease };
}
