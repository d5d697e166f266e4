import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

const bytesOf = (digest: string): Buffer => Buffer.from(digest, 'hex');

export type KeptFile = { readonly digest: string; readonly size: number; readonly damagedAt: Date | null };

const columns = sql`encode(digest, 'hex') as digest, size::int8::int as size, damaged_at as "damagedAt"`;

/** @returns false where these bytes are kept already: then no part is written. */
export async function insertFile(tx: Tx, digest: string, size: number, now: Date): Promise<boolean> {
  const inserted = await sql`
    insert into discussion.file (digest, size, kept_at) values (${bytesOf(digest)}, ${size}, ${now}) on conflict do nothing`.execute(
    tx,
  );
  return inserted.numAffectedRows === 1n;
}

/** Writes pieces in their order; one is in memory at a time. That they are the bytes of the digest is made sure of here: nobody finds others under it. */
export async function writeParts(tx: Tx, digest: string, parts: AsyncIterable<Buffer>): Promise<void> {
  const hash = createHash('sha256');
  let number = 0;
  for await (const bytes of parts) {
    hash.update(bytes);
    await sql`insert into discussion.file_part (digest, number, bytes) values (${bytesOf(digest)}, ${number}, ${bytes})`.execute(
      tx,
    );
    number += 1;
  }
  const written = hash.digest('hex');
  if (written !== digest) throw new Error(`what was to be kept as ${digest} became ${written} on its way`);
}

export async function findFile(db: Db | Tx, digest: string, lock: 'for update' | 'none' = 'none'): Promise<KeptFile | null> {
  const { rows } = await sql<KeptFile>`
    select ${columns} from discussion.file where digest = ${bytesOf(digest)} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The next file behind a digest, in the order of the digests. */
export async function fileAfter(db: Db, digest: string | null): Promise<KeptFile | null> {
  const { rows } = await sql<KeptFile>`
    select ${columns} from discussion.file where ${digest === null ? sql`true` : sql`discussion.file.digest > ${bytesOf(digest)}`}
    order by discussion.file.digest limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The bytes piece by piece, each asked for when the one before was taken. */
export async function* partsOf(db: Db | Tx, digest: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const { rows } = await sql<{ bytes: Buffer }>`
      select bytes from discussion.file_part where digest = ${bytesOf(digest)} and number = ${number}`.execute(db);
    const found = rows[0];
    if (found === undefined) return;
    yield found.bytes;
  }
}

/** @returns the version of the file's record in the ledger after this. */
export async function markFile(tx: Tx, digest: string, damagedAt: Date | null): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update discussion.file set damaged_at = ${damagedAt}, version = version + 1 where digest = ${bytesOf(digest)} returning version`.execute(
    tx,
  );
  return rows[0]?.version ?? 1;
}

/** Takes away bytes that are damaged, to write good ones. */
export async function deleteParts(tx: Tx, digest: string): Promise<void> {
  await sql`delete from discussion.file_part where digest = ${bytesOf(digest)}`.execute(tx);
}
