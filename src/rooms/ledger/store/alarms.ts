import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export const alarmKinds = ['fork', 'damage', 'key', 'records', 'clock', 'space', 'witness', 'stamp'] as const;
export type AlarmKind = (typeof alarmKinds)[number];

export type Alarm = {
  readonly id: string;
  readonly kind: AlarmKind;
  readonly says: string;
  readonly raised_at: Date;
};

/** Opens an alarm unless one of its kind is open already. @returns whether it is new. */
export async function openAlarm(tx: Tx, alarm: Alarm): Promise<boolean> {
  const inserted = await sql`
    insert into ledger.alarm (id, kind, says, raised_at) values (${alarm.id}, ${alarm.kind}, ${alarm.says}, ${alarm.raised_at})
    on conflict do nothing`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

export async function openAlarms(db: Db | Tx): Promise<readonly Alarm[]> {
  const { rows } = await sql<Alarm>`
    select id, kind, says, raised_at from ledger.alarm where ended_at is null order by raised_at limit 50`.execute(db);
  return rows;
}

/** Ends the open alarms of some kinds. @returns those that were open. */
export async function endAlarms(tx: Tx, kinds: readonly AlarmKind[], now: Date): Promise<readonly Alarm[]> {
  const { rows } = await sql<Alarm>`
    update ledger.alarm set ended_at = ${now} where ended_at is null and kind = any(${kinds})
    returning id, kind, says, raised_at`.execute(tx);
  return rows;
}
