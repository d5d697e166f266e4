import type { Refusal } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { brokenPairs } from '../core/separation.ts';
import { apartNow, lockMatrix } from '../store/apart.ts';
import { heldRoles, lockConcerned, rolesOfGroup } from '../store/held-roles.ts';

/**
 * Separation of duties, the same for every route to a role. Called after the change was written and before it commits, and judges what the database
 * then holds rather than a model of it; a refusal rolls the change back. Whoever stands in for one of the people is judged too.
 */
export async function keptApart(work: Work, personIds: readonly string[]): Promise<readonly Refusal[]> {
  const concerned = await lockConcerned(work.tx, personIds, work.now);
  const people = await heldRoles(work.tx, concerned, work.now);
  if (people.every(({ held }) => held.size < 2)) return [];
  await lockMatrix(work.tx, 'shared');
  const apart = await apartNow(work.tx, work.now);
  return people.flatMap((person) => brokenPairs(person, apart));
}

/**
 * A group bundles roles: what nobody may hold together is refused in the bundle, too, before anybody belongs to it. Whoever has a waiver holds the second role
 * by themself.
 */
export async function bundleKeptApart(
  work: Work,
  group: { readonly id: string; readonly name: string },
): Promise<readonly Refusal[]> {
  const held = await rolesOfGroup(work.tx, group.id, work.now);
  if (held.size < 2) return [];
  const apart = await apartNow(work.tx, work.now);
  return brokenPairs({ id: group.id, name: `Whoever belongs to the group ${group.name}`, held }, apart);
}
