import type { Db } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import * as identity from '../../identity/door.ts';
import { marksById } from '../../signatures/door.ts';
import type { Change } from '../core/change.ts';
import type { Seat } from '../core/change-seats.ts';
import type { Terms } from '../core/requirement.ts';
import { groupNames, whoInWords } from './words.ts';

export type ChangeSeats = {
  readonly seats: readonly Seat[];
  /** Whose signature stands and who is still there. */
  readonly signers: readonly string[];
};

/**
 * Whose signatures a change needs: quality's, and those of everybody whom the requirement asks for today. Roles are those of this moment, in every unit that the
 * change touches.
 * @param people those about whom it is asked, beside who signed
 */
export async function seatsOf(
  app: Services,
  db: Db,
  change: Change,
  today: Terms | null,
  people: readonly string[],
  now: Date,
): Promise<ChangeSeats> {
  const ids = [...new Set([...people, ...change.signatures.map((one) => one.personId)])];
  const units = [...new Set([change.terms.unitId, ...(today === null ? [] : [today.unitId])])];
  const held = new Map<string, ReadonlySet<string>>();
  for (const unit of units) {
    const roles = await identity.rolesOfPeople(db, ids, [unit], now);
    held.set(unit, new Set(roles.map((one) => `${one.role} ${one.personId}`)));
  }
  const holds = (role: string, unit: string, person: string): boolean => held.get(unit)?.has(`${role} ${person}`) === true;
  const quality: Seat = {
    says: identity.roleInWords('quality'),
    mayFill: (person) => units.every((unit) => holds('quality', unit, person)),
  };
  const standing = await marksById(
    app,
    db,
    change.signatures.map((one) => one.signatureId),
  );
  const signers = change.signatures
    .filter((one) => standing.get(one.signatureId)?.standing === 'valid')
    .map((one) => one.personId);
  if (today === null) return { seats: [quality], signers };
  const { who, unitId } = today;
  const members =
    who.kind === 'group' ? new Set((await identity.membersOf(db, [who.id])).map((one) => one.personId)) : new Set<string>();
  const says = `${whoInWords(who, await groupNames(db, [who]))}, as it asks today`;
  const asked: Seat = {
    says,
    mayFill: (person) => (who.kind === 'group' ? members.has(person) : holds(who.id, unitId, person)),
  };
  return { seats: [quality, ...Array.from({ length: today.seats }, () => asked)], signers };
}
