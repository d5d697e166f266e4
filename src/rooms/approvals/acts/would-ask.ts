import type { Db } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import * as identity from '../../identity/door.ts';
import { asks, type Requirement } from '../core/requirement.ts';
import { requirementsFor } from '../store/requirements.ts';
import { groupNames, partInWords, stepInWords, whoInWords } from './words.ts';

/** What a requirement would ask of a record that is not there yet. */
export type WouldAsk = {
  readonly step: string;
  /** The step in words. */
  readonly says: string;
  readonly requirement: string;
  readonly name: string;
  readonly asked: string;
  readonly meaning: string;
  readonly seats: number;
  readonly excludes: readonly string[];
  readonly validityDays: number | null;
  /** How many people are asked at all, whatever part they will have in the record. */
  readonly could: number;
};

type Asking = { readonly app: Services; readonly db: Db; readonly now: Date };
/** What a record would be: its facets, and the units in which it would stand. */
export type WouldBe = { readonly kind: string; readonly facets: ReadonlySet<string>; readonly unitIds: readonly string[] };

async function askedNow({ db, now }: Asking, { who }: Requirement, unitIds: readonly string[]): Promise<number> {
  if (who.kind === 'group') return (await identity.membersOf(db, [who.id])).length;
  const found = new Set<string>();
  for (const unit of unitIds) for (const { id } of await identity.holdersOf(db, [who.id], unit, now)) found.add(id);
  return found.size;
}

/** Requirements in force that would hold for such a record, in the order of its steps. */
export async function wouldAsk(ask: Asking, { kind, facets, unitIds }: WouldBe): Promise<readonly WouldAsk[]> {
  const { app, db, now } = ask;
  const asked = (await requirementsFor(db, kind, now)).filter((requirement) => asks(requirement, facets));
  const groups = await groupNames(
    db,
    asked.map((requirement) => requirement.who),
  );
  const order = (app.subjects.get(kind)?.approvable?.steps ?? []).map((step) => step.verb);
  const sorted = asked.toSorted((a, b) => order.indexOf(a.step) - order.indexOf(b.step));
  return Promise.all(
    sorted.map(async (requirement) => ({
      step: requirement.step,
      says: stepInWords(app, kind, requirement.step),
      requirement: requirement.key,
      name: requirement.name,
      asked: whoInWords(requirement.who, groups),
      meaning: requirement.meaning,
      seats: requirement.seats,
      excludes: requirement.excludes.map((part) => partInWords(app, kind, part)),
      validityDays: requirement.validityDays,
      could: await askedNow(ask, requirement, unitIds),
    })),
  );
}
