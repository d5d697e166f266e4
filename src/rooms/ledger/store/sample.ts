import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { columns, type ReadEntry, type Row, toRead } from './read-entries.ts';
import { conditionsOf, type TrailFilter } from './trail-filter.ts';

/** How many sealed entries up to a size match, counted up to `most` + 1. */
export async function populationOf(db: Db, filter: TrailFilter, size: number, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from ledger.place p join ledger.entry e on e.id = p.entry_id
      where p.seq <= ${size} and ${conditionsOf(filter)} limit ${most + 1}) found`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The drawing of `core/sample.ts` in the database: those whose SHA-256 over `seed:number` comes first. */
export async function drawnEntries(
  db: Db,
  filter: TrailFilter,
  drawing: { readonly ledgerSize: number; readonly seed: string; readonly size: number },
): Promise<readonly ReadEntry[]> {
  const { rows } = await sql<Row>`
    select * from (
      select ${columns} from ledger.place p join ledger.entry e on e.id = p.entry_id
      where p.seq <= ${drawing.ledgerSize} and ${conditionsOf(filter)}
      order by sha256(convert_to(${drawing.seed}::text || ':' || p.seq, 'UTF8')) limit ${drawing.size}) drawn
    order by seq`.execute(db);
  return rows.map(toRead);
}
