import { sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';

/**
 * One row out of its values, inserted or, where a version was seen, replaced: the UPDATE names the version that it expects.
 * @returns false when a new row meets one with a key that only one may have.
 */
export async function saveRow(
  tx: Tx,
  table: 'release_window' | 'freeze' | 'cadence' | 'working_calendar',
  values: Readonly<Record<string, unknown>> & { readonly id: string; readonly key: string },
  seen: number | null,
): Promise<boolean> {
  const names = Object.keys(values);
  const list = sql.join(names.map((name) => sql.ref(name)));
  const into = sql.table(`calendar.${table}`);
  // jsonb_populate_record gives every column its own type: lists, JSON and times travel as one parameter.
  const row = sql`jsonb_populate_record(null::${into}, ${JSON.stringify(values)}::jsonb)`;
  if (seen === null) {
    const inserted = await sql`insert into ${into} (${list}) select ${list} from ${row} on conflict do nothing`.execute(tx);
    return inserted.numAffectedRows === 1n;
  }
  const saved =
    await sql`update ${into} set (${list}) = (select ${list} from ${row}) where id = ${values.id} and version = ${seen}`.execute(
      tx,
    );
  if (saved.numAffectedRows !== 1n) throw new Error(`${values.key} was locked and yet changed`);
  return true;
}
