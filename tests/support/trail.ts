import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { TestHouse } from './house.ts';

export type TrailRow = {
  readonly at: Date;
  readonly actor_id: string;
  readonly actor_kind: string;
  readonly actor_name: string | null;
  readonly actor_roles: readonly string[];
  readonly act: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly subject_key: string | null;
  readonly subject_version: number;
  readonly changes: readonly { readonly field: string; readonly old: unknown; readonly new: unknown }[];
  readonly reason: string | null;
  readonly build: string;
};

/** What the trail holds of one request: its id is in the header of the reply and in each of its entries. */
export async function entriesOfRequest(h: TestHouse, requestId: unknown): Promise<readonly TrailRow[]> {
  const { rows } = await sql<TrailRow>`
    select e.at, e.actor_id, e.actor_kind, e.actor_roles, e.act, e.subject_kind, e.subject_id, e.subject_key, e.subject_version, e.changes, e.build,
      (select value #>> '{}' from ledger.side s where s.entry_id = e.id and s.slot = 'actor') as actor_name,
      (select value #>> '{}' from ledger.side s where s.entry_id = e.id and s.slot = 'reason') as reason
    from ledger.entry e where e.request_id = ${String(requestId)} order by e.id`.execute(h.app.database.db);
  return rows;
}

/** Marks of use that a mere look leaves: when a session or token was last seen, and under which secret. */
const marksOfUse: Readonly<Record<string, readonly string[]>> = {
  'identity.session': ['seen_at', 'rotated_at', 'token_hash', 'previous_hash', 'previous_until'],
  'identity.api_token': ['used_at'],
};

/** A digest of every row of every table of the house, by table: equal before and after means that nothing was written at all. */
export async function digests(h: TestHouse): Promise<Readonly<Record<string, string>>> {
  const { db } = h.app.database;
  const { rows: tables } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
      and has_table_privilege(c.oid, 'select') order by 1`.execute(db);
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const without = marksOfUse[name] ?? [];
    const { rows } = await sql<{ line: string }>`
      select (to_jsonb(t) - ${[...without]}::text[])::text as line from ${sql.table(name)} t order by 1`.execute(db);
    found[name] = `${rows.length} rows, ${createHash('sha256')
      .update(rows.map((row) => row.line).join('\n'))
      .digest('hex')
      .slice(0, 16)}`;
  }
  return found;
}
