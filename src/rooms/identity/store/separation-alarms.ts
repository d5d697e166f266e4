import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export type HeldPair = { readonly personId: string; readonly one: string; readonly other: string };
export type Alarm = HeldPair & { readonly unitId: string | null; readonly foundAt: Date };

export const pairKey = ({ personId, one, other }: HeldPair): string => `${personId} ${one} ${other}`;

/** Pairs that were found and are not known to be gone, by `pairKey`. */
export async function alarmsOf(db: Db | Tx): Promise<ReadonlyMap<string, Alarm>> {
  const { rows } = await sql<Alarm>`
    select a.person_id as "personId", a.one, a.other, a.found_at as "foundAt", p.unit_id as "unitId"
    from identity.separation_alarm a join identity.person p on p.id = a.person_id where a.gone_at is null`.execute(db);
  return new Map(rows.map((row) => [pairKey(row), row] as const));
}

/** Keeps that a pair was found, or that it is gone. */
export async function saveAlarm(tx: Tx, { personId, one, other }: HeldPair, now: Date, found: boolean): Promise<void> {
  await (found
    ? sql`insert into identity.separation_alarm (person_id, one, other, found_at) values (${personId}, ${one}, ${other}, ${now})
        on conflict (person_id, one, other) do update set found_at = excluded.found_at, gone_at = null`
    : sql`update identity.separation_alarm set gone_at = ${now} where person_id = ${personId} and one = ${one} and other = ${other}`
  ).execute(tx);
}
