import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import type { Checker, CheckerKey, KeyKind } from '../core/checker.ts';

type Row = Omit<Checker, 'keys'>;
const columns = sql`id, key, name, registered_by as "registeredBy", registered_at as "registeredAt", withdrawn_at as "withdrawnAt", refused,
  refused_why as "refusedWhy", version`;

async function withKeys(db: Db | Tx, rows: readonly Row[]): Promise<readonly Checker[]> {
  const ids = rows.map((row) => row.id);
  const keys = await sql<CheckerKey & { readonly checkerId: string }>`
    select id, checker_id as "checkerId", kind, made_by as "madeBy", made_at as "madeAt", confirmed_by as "confirmedBy",
      confirmed_at as "confirmedAt", withdrawn_at as "withdrawnAt"
    from gates.checker_key where checker_id = any(${ids}::uuid[]) order by made_at, id`.execute(db);
  const byChecker = Map.groupBy(keys.rows, (key) => key.checkerId);
  return rows.map((row) => ({ ...row, keys: (byChecker.get(row.id) ?? []).map(({ checkerId: _, ...key }) => key) }));
}

/** All checkers by key; those that work before those withdrawn. There are few: one for each tool. */
export async function allCheckers(db: Db | Tx): Promise<readonly Checker[]> {
  const { rows } = await sql<Row>`select ${columns} from gates.checker order by withdrawn_at is not null, key limit 500`.execute(
    db,
  );
  return withKeys(db, rows);
}

export async function checkerBy(db: Db | Tx, idOrKey: string, lock: 'none' | 'update' = 'none'): Promise<Checker | null> {
  const where = isUuid(idOrKey) ? sql`id = ${idOrKey}` : sql`key = ${idOrKey}`;
  const { rows } = await sql<Row>`
    select ${columns} from gates.checker where ${where} ${lock === 'update' ? sql`for update` : sql``}`.execute(db);
  return (await withKeys(db, rows))[0] ?? null;
}

export async function insertChecker(tx: Tx, { id, key, name, registeredBy, registeredAt, version }: Checker): Promise<void> {
  await sql`insert into gates.checker (id, key, name, registered_by, registered_at, version)
    values (${id}, ${key}, ${name}, ${registeredBy}, ${registeredAt}, ${version})`.execute(tx);
}

/** Saves what changed and the version that follows; the row is locked. */
export async function saveChecker(tx: Tx, checker: Checker): Promise<void> {
  await sql`update gates.checker set withdrawn_at = ${checker.withdrawnAt}, refused = ${checker.refused}, refused_why = ${checker.refusedWhy},
    version = ${checker.version} where id = ${checker.id} and version = ${checker.version - 1}`.execute(tx);
}

/** That an answer in its name was refused is no change that anybody makes on it: its version stays, so that who edits it is not sent back. */
export async function noteRefusedAnswer(tx: Tx, checker: Checker): Promise<void> {
  await sql`update gates.checker set refused = ${checker.refused}, refused_why = ${checker.refusedWhy} where id = ${checker.id}`.execute(
    tx,
  );
}

export type KeyMaterial = { readonly kind: KeyKind; readonly sealed: Buffer | null; readonly publicKey: Buffer | null };

export async function insertKey(tx: Tx, checkerId: string, key: CheckerKey, material: KeyMaterial): Promise<void> {
  await sql`insert into gates.checker_key (id, checker_id, kind, sealed, public_key, made_by, made_at)
    values (${key.id}, ${checkerId}, ${key.kind}, ${material.sealed}, ${material.publicKey}, ${key.madeBy}, ${key.madeAt})`.execute(
    tx,
  );
}

export async function withdrawKeys(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await sql`update gates.checker_key set withdrawn_at = ${now} where id = any(${[...ids]}::uuid[]) and withdrawn_at is null`.execute(
    tx,
  );
}

export async function confirmKey(tx: Tx, id: string, by: string, now: Date): Promise<void> {
  await sql`update gates.checker_key set confirmed_by = ${by}, confirmed_at = ${now} where id = ${id} and confirmed_at is null`.execute(
    tx,
  );
}

/** What a key of a checker is made of, whether it is confirmed or not; null where it or the checker is withdrawn, or there is none. */
export async function keyMaterial(db: Db | Tx, checkerId: string, keyId: string): Promise<KeyMaterial | null> {
  const { rows } = await sql<KeyMaterial>`
    select k.kind, k.sealed, k.public_key as "publicKey" from gates.checker_key k join gates.checker c on c.id = k.checker_id
    where k.id = ${keyId} and k.checker_id = ${checkerId} and k.withdrawn_at is null and c.withdrawn_at is null`.execute(db);
  return rows[0] ?? null;
}

/** Whether what a key signs is heard: confirmed, and neither it nor its checker withdrawn. The answer holds until the transaction ends. */
export async function isHeard(tx: Tx, checkerId: string, keyId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from gates.checker_key k join gates.checker c on c.id = k.checker_id
    where k.id = ${keyId} and k.checker_id = ${checkerId} and k.confirmed_at is not null and k.withdrawn_at is null
      and c.withdrawn_at is null for share of k`.execute(tx);
  return rows.length > 0;
}

export const findCheckerId = async (db: Db, idOrKey: string): Promise<string | null> =>
  (await checkerBy(db, idOrKey))?.id ?? null;

export async function checkerLabels(db: Db, ids: readonly string[]): Promise<readonly SubjectLabel[]> {
  const { rows } = await sql<{ id: string; key: string; name: string }>`
    select id, key, name from gates.checker where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map(({ id, key, name }) => ({ id, key, label: name, link: '/admin/checkers', unitId: null }));
}
