import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Involvement, Services } from '../../../foundation/services.ts';
import { holdersOf, type PersonName } from '../../identity/door.ts';
import { type GateHead, handsIn } from '../store/read-gates.ts';

type Of = Pick<GateHead, 'subjectKind' | 'subjectId' | 'unitIds'>;

/** Units of the subject as its room says them now; those of the last placement where the room says none. */
export async function unitsOf(app: Services, db: Db, of: Of): Promise<readonly string[]> {
  const ask = app.subjects.get(of.subjectKind)?.unitIds;
  return ask === undefined ? of.unitIds : ask(db, of.subjectId);
}

/** The right in at least one unit of the subject; a subject without units is of the whole organisation. */
export function mayNotIn(
  mayNot: (right: string, unitId: string | null) => readonly Refusal[],
  right: string,
  unitIds: readonly string[],
): readonly Refusal[] {
  const answers = unitIds.length === 0 ? [mayNot(right, null)] : unitIds.map((unit) => mayNot(right, unit));
  return answers.find((refusals) => refusals.length === 0) ?? answers[0] ?? [];
}

/** Readers of a gate are the readers of its subject. */
export const readRightOf = (app: Services, subjectKind: string): string =>
  app.subjects.get(subjectKind)?.readRight ?? 'gates.read';

/** Who had a hand in the subject, recorded a result of this gate or waived a criterion of it: none of them decides it. */
export async function involvedIn(app: Services, db: Db, gate: Of & { readonly id: string }): Promise<readonly Involvement[]> {
  const ofSubject = (await app.subjects.get(gate.subjectKind)?.involved?.(db, gate.subjectId)) ?? [];
  return [...ofSubject, ...((await handsIn(db, [gate.id])).get(gate.id) ?? [])];
}

/** Who holds one of the roles in a unit of the subject now; at most 50 for each unit. */
export async function holdersIn(
  db: Db,
  roles: readonly string[],
  unitIds: readonly string[],
  now: Date,
): Promise<readonly PersonName[]> {
  const found = new Map<string, PersonName>();
  for (const unit of unitIds) for (const person of await holdersOf(db, roles, unit, now)) found.set(person.id, person);
  return [...found.values()];
}

type Person = { readonly id: string; readonly name: string };
type Decidable = Of & { readonly id: string; readonly deciders: readonly string[] };

/**
 * Who could decide gates of one subject: holders of their decider roles who had no hand in the work, by gate. What gates have in common is asked once.
 */
export async function couldDecide(
  app: Services,
  db: Db,
  gates: readonly Decidable[],
  now: Date,
): Promise<ReadonlyMap<string, readonly Person[]>> {
  const [first] = gates;
  if (first === undefined) return new Map();
  const units = await unitsOf(app, db, first);
  const ofSubject = (await app.subjects.get(first.subjectKind)?.involved?.(db, first.subjectId)) ?? [];
  const hands = await handsIn(
    db,
    gates.map((gate) => gate.id),
  );
  const holders = new Map<string, readonly PersonName[]>();
  const found = new Map<string, readonly Person[]>();
  for (const gate of gates) {
    const roles = gate.deciders.toSorted().join();
    const held = holders.get(roles) ?? (await holdersIn(db, gate.deciders, units, now));
    holders.set(roles, held);
    const involved = new Set([...ofSubject, ...(hands.get(gate.id) ?? [])].map((item) => item.personId));
    found.set(
      gate.id,
      held.filter((person) => !involved.has(person.id)).map(({ id, name }) => ({ id, name })),
    );
  }
  return found;
}

/** Names of who could decide one gate. */
export const namesOfDeciders = async (app: Services, db: Db, gate: Decidable, now: Date): Promise<readonly string[]> =>
  ((await couldDecide(app, db, [gate], now)).get(gate.id) ?? []).map((person) => person.name);
