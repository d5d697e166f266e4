import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';

/** The first entry that does not carry the hash of the one before it of its record; read along the unique index, in the database's own bounded memory. */
export async function firstBrokenLink(
  db: Db,
): Promise<{ readonly id: string; readonly seq: number | null; readonly subject: string } | null> {
  const { rows } = await sql<{ id: string; seq: number | null; subject: string }>`
    with linked as (
      select id, subject_kind, subject_id, subject_key, subject_place, previous_hash,
        lag(hash) over w as before_hash, lag(subject_place, 1, 0) over w as before_place
      from ledger.entry window w as (partition by subject_kind, subject_id order by subject_place)
    )
    select l.id, p.seq, l.subject_kind || ' ' || coalesce(l.subject_key, l.subject_id::text) as subject
    from linked l left join ledger.place p on p.entry_id = l.id
    where l.previous_hash is distinct from l.before_hash or l.subject_place <> l.before_place + 1
    order by p.seq limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The first entry with seq above `above` up to `until` that does not carry the hash of the one before it of its record. */
export async function brokenLinkWithin(
  db: Db,
  above: number,
  until: number,
): Promise<{ readonly id: string; readonly seq: number | null; readonly subject: string } | null> {
  const { rows } = await sql<{ id: string; seq: number | null; subject: string }>`
    select e.id, p.seq, e.subject_kind || ' ' || coalesce(e.subject_key, e.subject_id::text) as subject
    from ledger.place p join ledger.entry e on e.id = p.entry_id
    left join ledger.entry b on b.subject_kind = e.subject_kind and b.subject_id = e.subject_id and b.subject_place = e.subject_place - 1
    where p.seq > ${above} and p.seq <= ${until} and e.previous_hash is distinct from b.hash
    order by p.seq limit 1`.execute(db);
  return rows[0] ?? null;
}
