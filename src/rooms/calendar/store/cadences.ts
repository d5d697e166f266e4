import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { CadenceRecord } from '../core/record.ts';
import { type CadenceRow, toCadence } from './rows.ts';
import { saveRow } from './save-row.ts';
import { concerns, named } from './units.ts';

const columns = sql`c.id, c.key, c.name, c.state, c.zone, c.recurrence, c.go_live_after_minutes, c.unit_id, c.unit_ids, c.scope, c.targets, c.working_calendar_id,
  c.version, c.changed_at`;

export async function cadencesWhere(
  db: Db | Tx,
  condition: RawBuilder<unknown>,
  tail: RawBuilder<unknown> = sql`order by c.id`,
): Promise<readonly CadenceRecord[]> {
  const { rows } = await sql<CadenceRow>`select ${columns} from calendar.cadence c where ${condition} ${tail}`.execute(db);
  return rows.map(toCadence);
}

/** A cadence as a reader may see it. */
export const findCadence = async (db: Db | Tx, idOrKey: string, reach: Reach): Promise<CadenceRecord | undefined> =>
  (await cadencesWhere(db, sql`${named('c', idOrKey)} and ${concerns('c.unit_ids', reach)}`))[0];

export const cadenceForUpdate = async (tx: Tx, idOrKey: string, reach: Reach): Promise<CadenceRecord | undefined> =>
  (await cadencesWhere(tx, sql`${named('c', idOrKey)} and ${concerns('c.unit_ids', reach)}`, sql`for update of c`))[0];

/** Writes a cadence: a new one (`seen` null), or the version after the one that was seen. */
export const saveCadence = (tx: Tx, record: CadenceRecord, seen: number | null): Promise<boolean> =>
  saveRow(
    tx,
    'cadence',
    {
      id: record.id,
      key: record.key,
      name: record.name,
      state: record.state,
      zone: record.recurrence.zone,
      recurrence: record.recurrence,
      go_live_after_minutes: record.goLiveAfterMinutes,
      unit_id: record.unitId,
      unit_ids: record.unitIds,
      scope: record.scope,
      targets: record.targets,
      working_calendar_id: record.workingCalendarId,
      version: record.version,
      changed_at: record.changedAt,
    },
    seen,
  );
