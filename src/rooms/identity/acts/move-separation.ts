import type { Db, Tx } from '../../../foundation/database/database.ts';
import { valueIn } from '../../../foundation/profile.ts';
import type { Work } from '../../../foundation/transact.ts';
import { sayRole } from '../core/roles.ts';
import { heldPairs, isFloor, type Pair, type PairWaiver, samePair } from '../core/separation.ts';
import { separationValues } from '../core/separation-values.ts';
import {
  apartNow,
  endWaiver,
  insertMatrix,
  insertWaiver,
  lockMatrix,
  matrixNow,
  type StoredWaiver,
  waiversInForce,
} from '../store/apart.ts';
import { everybodysRoles } from '../store/held-roles.ts';
import { personForUpdate } from '../store/people.ts';
import { sayAccount } from './say.ts';

export type ApartPair = Pair & {
  /** Interlock itself keeps it apart, whatever the data say. */
  readonly floor: boolean;
  readonly says: { readonly one: string; readonly other: string };
};

export type SeparationNow = {
  readonly version: number;
  readonly changeKey: string | null;
  readonly since: Date | null;
  readonly pairs: readonly ApartPair[];
  readonly floorWaivable: boolean;
  readonly waiverDays: number;
};

/** What is kept apart now, in words, and how far waivers may go. */
export async function separationNow(db: Db | Tx, now: Date): Promise<SeparationNow> {
  const { version, changeKey, since } = await matrixNow(db);
  const { pairs, floorWaivable } = await apartNow(db, now);
  const said = pairs.map((pair) => ({
    ...pair,
    floor: isFloor(pair),
    says: { one: sayRole(pair.one), other: sayRole(pair.other) },
  }));
  return { version, changeKey, since, pairs: said, floorWaivable, waiverDays: await valueIn(db, separationValues.waiverDays) };
}

/** Brings the next version of the matrix into force; the caller has asked for the right and saw the version before under `lockMatrix`. */
export async function bringMatrixIn(work: Work, pairs: readonly Pair[], changeKey: string): Promise<number> {
  const { version } = await matrixNow(work.tx);
  await insertMatrix(work.tx, { version: version + 1, pairs, changeKey, since: work.now }, work.now);
  return version + 1;
}

/** Until the transaction ends nobody is judged by the matrix, and nobody else moves it. */
export const lockSeparation = (work: Work): Promise<void> => lockMatrix(work.tx, 'alone');

/** Lets somebody hold a pair for a time; the caller has asked for the right and for the signature. */
export const waivePairIn = (work: Work, id: string, waiver: PairWaiver): Promise<void> =>
  insertWaiver(work.tx, id, waiver, work.now);

/** The pair is kept apart again for them; who still holds it is found within a minute. */
export const endPairWaiverIn = (work: Work, id: string): Promise<void> => endWaiver(work.tx, id, work.now);

/** Ends what lets somebody hold a pair and was never granted: it came past the product. */
export async function endStrayWaiversIn(work: Work, granted: readonly StoredWaiver[]): Promise<void> {
  const known = new Map(granted.map((one) => [one.id, one] as const));
  for (const row of await waiversInForce(work.tx, work.now)) {
    const one = known.get(row.id);
    if (one !== undefined && one.personId === row.personId && samePair(one, row) && one.endsAt.getTime() === row.endsAt.getTime())
      continue;
    await endWaiver(work.tx, row.id, work.now);
    const person = await personForUpdate(work.tx, row.personId);
    const stray = { key: row.key, one: row.one, other: row.other, until: row.endsAt.toISOString() };
    if (person !== undefined) sayAccount(work, 'identity.stray-waiver-ended', person, { stray });
  }
}

/** Active people who hold one of these pairs now, by any route. */
export async function holdersOfPairs(
  db: Db | Tx,
  pairs: readonly Pair[],
  now: Date,
): Promise<readonly { readonly id: string; readonly name: string; readonly pair: Pair }[]> {
  const people = await everybodysRoles(db, now);
  const apart = { version: 0, pairs, floorWaivable: false, waivers: [] };
  return people.flatMap((person) => heldPairs(person, apart).map((pair) => ({ id: person.id, name: person.name, pair })));
}
