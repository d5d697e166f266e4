import { sql } from 'kysely';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Subject } from '../../../foundation/record.ts';
import type { ErasureState } from '../core/erasure.ts';

export type Erasure = {
  readonly id: string;
  readonly key: string;
  readonly personId: string;
  readonly state: ErasureState;
  readonly reason: string;
  readonly retainedUntil: Date;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  readonly endedAt: Date | null;
  readonly erasedValues: number;
  readonly version: number;
};

const columns = sql`id, key, person_id as "personId", state, reason, retained_until as "retainedUntil", requested_by as "requestedBy", requested_at as "requestedAt",
  confirmed_by as "confirmedBy", confirmed_at as "confirmedAt", ended_at as "endedAt", erased_values as "erasedValues", version`;

export const erasureSubject = ({ id, key }: Pick<Erasure, 'id' | 'key'>): Subject => ({
  kind: 'ledger-erasure',
  id,
  key,
  unitIds: [],
});

/** The record as the trail keeps it. */
export const erasureFields = (erasure: Erasure): { readonly [field: string]: Json } => ({
  person: erasure.personId,
  state: erasure.state,
  retainedUntil: erasure.retainedUntil.toISOString(),
  requestedBy: erasure.requestedBy,
  confirmedBy: erasure.confirmedBy,
});

/** @returns null where one of this person is open already. */
export async function insertErasure(
  tx: Tx,
  made: Pick<Erasure, 'id' | 'key' | 'personId' | 'reason' | 'retainedUntil' | 'requestedBy' | 'requestedAt'>,
): Promise<Erasure | null> {
  const { rows } = await sql<Erasure>`
    insert into ledger.erasure (id, key, person_id, state, reason, retained_until, requested_by, requested_at, version)
    values (${made.id}, ${made.key}, ${made.personId}, 'requested', ${made.reason}, ${made.retainedUntil}, ${made.requestedBy}, ${made.requestedAt}, 1)
    on conflict do nothing returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

export async function lockErasure(tx: Tx, named: string): Promise<Erasure | null> {
  const { rows } = await sql<Erasure>`
    select ${columns} from ledger.erasure where id::text = ${named} or key = ${named} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function findErasure(db: Db, named: string): Promise<Erasure | null> {
  const { rows } = await sql<Erasure>`select ${columns} from ledger.erasure where id::text = ${named} or key = ${named}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function erasures(
  db: Db,
  page: { readonly limit: number; readonly before: string | null },
): Promise<readonly Erasure[]> {
  const { rows } = await sql<Erasure>`
    select ${columns} from ledger.erasure where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`} order by id desc limit ${page.limit}`.execute(
    db,
  );
  return rows;
}

export async function confirmedErasures(db: Db): Promise<readonly Erasure[]> {
  const { rows } = await sql<Erasure>`select ${columns} from ledger.erasure where state = 'confirmed' order by id`.execute(db);
  return rows;
}

/** Moves on from the state that was seen. */
export async function saveErasure(tx: Tx, seen: Erasure, to: ErasureState, by: string | null, now: Date): Promise<Erasure> {
  const ended = to === 'done' || to === 'withdrawn' ? now : null;
  const { rows } = await sql<Erasure>`
    update ledger.erasure set state = ${to}, version = version + 1, ended_at = ${ended},
      confirmed_by = case when ${to} = 'confirmed' then ${by}::uuid else confirmed_by end,
      confirmed_at = case when ${to} = 'confirmed' then ${now}::timestamptz else confirmed_at end
    where id = ${seen.id} and state = ${seen.state} returning ${columns}`.execute(tx);
  const saved = rows[0];
  if (saved === undefined) throw new Error(`erasure ${seen.key} was locked and yet changed`);
  return saved;
}

/** Values about a person that are still there and that no entry of this erasure names yet: by entry, the slots. */
export async function valuesToErase(
  tx: Tx,
  erasure: Erasure,
  limit: number,
): Promise<readonly (readonly [string, readonly string[]])[]> {
  const { rows } = await sql<{ id: string; slots: string[] }>`
    with named as (
      select substring(c ->> 'field' from 9)::uuid as id from ledger.entry said, jsonb_array_elements(said.changes) c
      where said.subject_kind = 'ledger-erasure' and said.subject_id = ${erasure.id} and c ->> 'field' like '/values/%'
    ), theirs as (
      select e.id, s.slot from ledger.entry e join ledger.side s on s.entry_id = e.id
      where e.actor_id = ${erasure.personId} and s.slot in ('actor', 'reason')
      union
      select e.id, s.slot from ledger.entry e join ledger.side s on s.entry_id = e.id
      where e.subject_kind in ('person', 'account') and e.subject_id = ${erasure.personId} and s.slot ~ '^(reason$|old:|new:)'
    )
    select t.id, array_agg(t.slot order by t.slot) as slots from theirs t
    where not exists (select from named n where n.id = t.id)
    group by t.id order by t.id limit ${limit}`.execute(tx);
  return rows.map((row) => [row.id, row.slots] as const);
}

/** Whether an entry of this erasure names values and has no place yet. */
export async function hasUnsealedNames(db: Db, erasureId: string): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from ledger.entry e where e.subject_kind = 'ledger-erasure' and e.subject_id = ${erasureId} and e.act = 'ledger.values-erased'
      and not exists (select from ledger.place p where p.entry_id = e.id)) as waits`.execute(db);
  return rows[0]?.waits === true;
}

/** Deletes what sealed entries name, by the one function that may. */
export async function eraseNamed(db: Db, erasureId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select ledger.erase_values(${erasureId}) as n`.execute(db);
  return rows[0]?.n ?? 0;
}

/** When a change of a record was made that still holds: the newest entry that changed the field set it to this value. */
export async function changedToAt(
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  change: { readonly field: string; readonly value: Json },
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date; holds: boolean }>`
    select e.at, c -> 'new' = ${JSON.stringify(change.value)}::jsonb as holds from ledger.entry e, jsonb_array_elements(e.changes) c
    where e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id} and c ->> 'field' = ${change.field}
    order by e.subject_place desc limit 1`.execute(db);
  return rows[0]?.holds === true ? rows[0].at : null;
}
