import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import * as identity from '../../identity/door.ts';
import type { Requirement, Terms, Who } from '../core/requirement.ts';
import { requirementRefusals as no } from '../core/requirement-refusals.ts';
import { type Conflict, conflictsIn, type Pool, singleValued } from '../core/satisfiable.ts';
import { allRequirements } from '../store/requirements.ts';
import { approvableOf } from './gather-matter.ts';
import { dimensionsOf } from './vocabulary.ts';

/** Units that are looked at before it is believed that nobody anywhere could meet it. */
const unitsLookedAt = 200;
const most = 1_000;

type Asking = { readonly app: Services; readonly tx: Db; readonly now: Date };

const poolKey = (who: Who): string => `${who.kind} ${who.id}`;

/** Who could be asked in a unit: in their own right, since a deputy and who they stand in for are one voice. */
async function poolIn(work: Asking, unitId: string, asked: readonly Who[]): Promise<Pool> {
  const pools = new Map<string, readonly string[]>();
  for (const who of asked) {
    if (pools.has(poolKey(who))) continue;
    if (who.kind === 'group') {
      pools.set(
        poolKey(who),
        (await identity.membersOf(work.tx, [who.id])).map((one) => one.personId),
      );
      continue;
    }
    const ids = (await identity.holdersOf(work.tx, [who.id], unitId, work.now)).map((person) => person.id);
    const held = await identity.rolesOfPeople(work.tx, ids, [unitId], work.now);
    const own = held.filter((one) => one.role === who.id && one.deputyFor === null).map((one) => one.personId);
    pools.set(poolKey(who), [...new Set(own)]);
  }
  return (who) => pools.get(poolKey(who)) ?? [];
}

async function conflictsOf(
  work: Asking,
  asked: Terms & { readonly key: string },
  unit: identity.UnitName,
  others: readonly Requirement[],
): Promise<readonly Conflict[]> {
  const here = others.filter((other) => unit.path.includes(other.unitId));
  const pool = await poolIn(
    work,
    unit.id,
    [asked, ...here].map((one) => one.who),
  );
  const approvable = approvableOf(work.app, asked.subjectKind);
  const dimensions = approvable === undefined ? [] : dimensionsOf(work.app, approvable);
  return conflictsIn(asked, here, singleValued(dimensions), pool);
}

/**
 * Why a requirement could never be met together with all others: in no unit where it holds are there enough people. Judged on those who hold the roles now.
 * @param changing the requirement that it takes the place of; null for a new one
 */
export async function unsatisfiableIn(work: Asking, terms: Terms, changing: string | null): Promise<readonly Refusal[]> {
  const all = await allRequirements(work.tx, { kind: terms.subjectKind, withdrawn: false, limit: most, after: null });
  const others = all.filter((other) => other.id !== changing);
  const asked = { ...terms, key: all.find((one) => one.id === changing)?.key ?? 'this requirement' };
  const units = (await identity.organisation(work.tx)).filter((unit) => unit.path.includes(terms.unitId));
  let first: readonly Conflict[] = [];
  for (const unit of units.slice(0, unitsLookedAt)) {
    const conflicts = await conflictsOf(work, asked, unit, others);
    if (conflicts.length === 0) return [];
    if (first.length === 0) first = conflicts;
  }
  return first.map((conflict) => no.unsatisfiable(conflict, { field: '/terms/who' }));
}
