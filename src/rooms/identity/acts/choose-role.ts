import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { actingFaults } from '../core/acting-role.ts';
import { notFound } from '../core/unknown.ts';
import { actingRoleOf, countingRoles, setActingRole } from '../store/acting-role.ts';
import { findPerson } from '../store/people.ts';
import { mustBeInPerson } from './in-person.ts';
import { sayAccount } from './say.ts';

/**
 * Chooses in which of their roles somebody acts in this session; null: in all of them. Nothing is gained by it: the other roles count for nothing until it is chosen
 * otherwise, and every entry of the trail names the one that was chosen.
 */
export function chooseRole(call: Call, role: string | null): Promise<Outcome<null>> {
  return transact(call, async (work) => {
    const machine = mustBeInPerson(work);
    if (machine.length > 0) return refused(machine);
    const { actor, tx, now } = work;
    const person = await findPerson(tx, actor.id);
    if (person === undefined || actor.credentialId === null) return refuse(notFound('person', actor.id));
    const faults = actingFaults(role, await countingRoles(tx, actor.id, now));
    if (faults.length > 0) return refused(faults);
    const before = await actingRoleOf(tx, actor.credentialId);
    if (before === role) return done(null);
    await setActingRole(tx, actor.credentialId, role);
    sayAccount(work, 'identity.acting-role-chosen', person, { acting: { session: actor.credentialId, from: before, to: role } });
    return done(null);
  });
}
