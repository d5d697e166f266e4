import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { heldOf, readProfile } from '../../../foundation/profile.ts';
import { type Apart, isFloor, type Pair, type PairWaiver, separatedPairs } from '../core/separation.ts';
import { separationValues } from '../core/separation-values.ts';

/** Who judges roles does so under one version of the matrix; who brings another one into force waits for them, and they for it. */
export async function lockMatrix(tx: Tx, how: 'shared' | 'alone'): Promise<void> {
  const lock = how === 'shared' ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`;
  await sql`select ${lock}(hashtext('identity.duty-matrix'))`.execute(tx);
}

export type Matrix = {
  readonly version: number;
  readonly pairs: readonly Pair[];
  readonly changeKey: string | null;
  readonly since: Date | null;
};

/** The newest version of what this installation keeps apart beyond the floor; version 0 where it never named anything. */
export async function matrixNow(db: Db | Tx): Promise<Matrix> {
  const { rows } = await sql<Matrix>`
    select version, pairs, change_key as "changeKey", in_force_at as since from identity.duty_matrix order by version desc limit 1`.execute(
    db,
  );
  return rows[0] ?? { version: 0, pairs: [], changeKey: null, since: null };
}

export type StoredWaiver = PairWaiver & { readonly id: string };

/** What a version of the matrix says; null where there is none. */
export async function matrixOfVersion(db: Db | Tx, version: number): Promise<readonly Pair[] | null> {
  const { rows } = await sql<{
    pairs: readonly Pair[];
  }>`select pairs from identity.duty_matrix where version = ${version}`.execute(db);
  return rows[0]?.pairs ?? null;
}

/** What lets people hold a pair now. */
export async function waiversInForce(db: Db | Tx, now: Date): Promise<readonly StoredWaiver[]> {
  const { rows } = await sql<StoredWaiver>`
    select id, key, person_id as "personId", one, other, ends_at as "endsAt" from identity.pair_waiver
    where ended_at is null and begins_at <= ${now} and ends_at > ${now} order by ends_at desc`.execute(db);
  return rows;
}

/** What is kept apart at this moment, by the newest matrix and the profile, and who is excepted. */
export async function apartNow(db: Db | Tx, now: Date): Promise<Apart> {
  const matrix = await matrixNow(db);
  const profile = await readProfile(db);
  const waivers = await waiversInForce(db, now);
  return {
    version: matrix.version,
    pairs: [...separatedPairs, ...matrix.pairs.filter((pair) => !isFloor(pair))],
    floorWaivable: heldOf(profile, separationValues.floor) === 'by-waiver',
    waivers,
  };
}

export async function insertMatrix(tx: Tx, { version, pairs, changeKey }: Matrix, now: Date): Promise<void> {
  await sql`insert into identity.duty_matrix (version, pairs, change_key, in_force_at)
    values (${version}, ${JSON.stringify(pairs)}::jsonb, ${changeKey}, ${now})`.execute(tx);
}

export async function insertWaiver(tx: Tx, id: string, waiver: PairWaiver, now: Date): Promise<void> {
  await sql`insert into identity.pair_waiver (id, key, person_id, one, other, begins_at, ends_at)
    values (${id}, ${waiver.key}, ${waiver.personId}, ${waiver.one}, ${waiver.other}, ${now}, ${waiver.endsAt})`.execute(tx);
}

export async function endWaiver(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update identity.pair_waiver set ended_at = ${now} where id = ${id} and ended_at is null`.execute(tx);
}
