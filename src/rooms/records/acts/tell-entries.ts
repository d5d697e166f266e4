import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import { accountedErasures, type TrailEntry } from '../../ledger/door.ts';
import { type ToldEntry, toldEntry } from '../core/told-entry.ts';

/** Entries in words; a value that is gone is named for what it is. */
export async function tellEntries(app: Services, db: Db | Tx, trail: readonly TrailEntry[]): Promise<readonly ToldEntry[]> {
  const erased = await accountedErasures(
    db,
    trail.map((entry) => entry.id),
  );
  return trail.map((entry) => toldEntry(entry, app.acts.get(entry.act) ?? entry.act, erased.get(entry.id) ?? new Set()));
}
