import type { Db } from '../../../foundation/database/database.ts';
import * as identity from '../../identity/door.ts';
import { fillsBoth } from '../core/fills-both.ts';
import type { Answered } from '../core/judge-step.ts';
import { excludedBy, type Matter } from '../core/matter.ts';
import { approverOf } from '../core/requirement.ts';
import type { Gathered } from './gather-matter.ts';

export type Person = { readonly id: string; readonly name: string };

/** Who is asked by a requirement at all: holders of its role in the units of the record, or members of its group. */
async function askedPeople(db: Db, matter: Gathered, { requirement }: Answered): Promise<readonly Person[]> {
  const { who } = requirement;
  if (who.kind === 'group') return (await identity.membersOf(db, [who.id])).map(({ personId, name }) => ({ id: personId, name }));
  const found = new Map<string, Person>();
  for (const unit of matter.unitIds)
    for (const { id, name } of await identity.holdersOf(db, [who.id], unit, matter.now)) found.set(id, { id, name });
  return [...found.values()];
}

/** Who could still answer a requirement: asked, without an excluded part, not yet counted in the step. */
export async function whoCould(
  db: Db,
  matter: Gathered,
  answered: Answered,
  counted: ReadonlySet<string>,
): Promise<readonly Person[]> {
  const asked = (await askedPeople(db, matter, answered)).filter((person) => !counted.has(person.id));
  const { requirement } = answered;
  const standIns = Map.groupBy(
    await identity.standIns(
      db,
      asked.map((person) => person.id),
      matter.now,
    ),
    (one) => one.deputyId,
  );
  const principals = new Map([...standIns].map(([id, some]) => [id, some.map((one) => one.personId)] as const));
  const judged: Matter = {
    ...matter,
    people: { ...matter.people, principals: new Map([...matter.people.principals, ...principals]) },
  };
  return asked.filter(
    (person) =>
      excludedBy(judged, requirement, person.id).length === 0 &&
      fillsBoth(judged, person.id, [approverOf(requirement.step)]).length === 0,
  );
}
