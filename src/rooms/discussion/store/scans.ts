import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Scan } from '../core/files/scan.ts';

const columns = sql`id, began_at as "beganAt", ended_at as "endedAt", encode(read_up_to, 'hex') as "readUpTo", files, bytes::int8::text::float8 as bytes, damaged, version`;

export async function lastScan(db: Db | Tx): Promise<Scan | null> {
  const { rows } = await sql<Scan>`select ${columns} from discussion.file_scan order by id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function saveScan(db: Db | Tx, one: Scan): Promise<void> {
  const upTo = one.readUpTo === null ? null : Buffer.from(one.readUpTo, 'hex');
  await sql`
    insert into discussion.file_scan (id, began_at, ended_at, read_up_to, files, bytes, damaged, version)
    values (${one.id}, ${one.beganAt}, ${one.endedAt}, ${upTo}, ${one.files}, ${one.bytes}, ${one.damaged}, ${one.version})
    on conflict (id) do update set ended_at = excluded.ended_at, read_up_to = excluded.read_up_to, files = excluded.files, bytes = excluded.bytes,
      damaged = excluded.damaged, version = excluded.version`.execute(db);
}

/** Newest first; at most `most`. */
export async function scansPage(
  db: Db,
  page: { readonly limit: number; readonly before: string | null },
): Promise<readonly Scan[]> {
  const { rows } = await sql<Scan>`
    select ${columns} from discussion.file_scan where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}
