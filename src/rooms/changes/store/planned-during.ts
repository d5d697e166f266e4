import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { Change } from '../core/change.ts';
import type { ChangeWithNames } from './change-row.ts';
import { selectChanges } from './read-changes.ts';

/** Submitted changes that are not over and whose planned time overlaps that of another one, by planned start; spans are half-open. */
export const plannedDuring = (
  db: Db,
  { id, planned }: { readonly id: string; readonly planned: NonNullable<Change['planned']> },
  most: number,
): Promise<readonly ChangeWithNames[]> =>
  selectChanges(
    db,
    sql`where c.is_open and c.state <> 'draft' and c.outcome is null and c.planned_order < ${planned.end} and c.planned_end > ${planned.start} and c.id <> ${id}
      order by c.planned_order, c.number limit ${most}`,
  );
