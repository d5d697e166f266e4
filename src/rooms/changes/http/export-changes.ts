import type { CsvCell } from '../../../foundation/csv.ts';
import type { After } from '../../../foundation/database/keyset.ts';
import type { Call } from '../../../foundation/transact.ts';
import type { ChangeWithNames } from '../store/change-row.ts';
import { type ChangeFilter, listChanges, type Sort, sortValue } from '../store/list-changes.ts';
import { type ChangeLineReply, presentLines } from './present-change.ts';

export const changeColumns = [
  'Key',
  'Name',
  'Model',
  'Follows',
  'State',
  'Held from',
  'Assessed risk',
  'Unit',
  'Unit name',
  'Owner',
  'Requested by',
  'Planned start',
  'Planned end',
  'Time zone',
  'Applications',
  'Number of applications',
  'Outcome',
  'Changed',
] as const;

const rowOf = (line: ChangeLineReply): readonly CsvCell[] => [
  line.key,
  line.name,
  line.model,
  line.follows,
  line.state,
  line.heldFrom,
  line.band,
  line.unit.key,
  line.unit.name,
  line.owner?.name ?? null,
  line.requestedBy.name,
  line.planned?.start ?? null,
  line.planned?.end ?? null,
  line.planned?.zone ?? null,
  line.applications.map(({ key, role }) => (role === 'changed' ? key : `${key} (regression)`)).join('; '),
  line.applicationCount,
  line.outcome,
  line.updatedAt,
];

const pageSize = 200;

/** The changes of a filter page by page, each as the list shows it to this reader. Memory holds one page. */
export async function* changePages(
  call: Call,
  filter: ChangeFilter,
  sort: Sort,
): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  let after: After | null = null;
  for (;;) {
    const found: readonly ChangeWithNames[] = await listChanges(call.app.database.db, filter, { sort, after, limit: pageSize });
    yield (await presentLines(call, found, Number.POSITIVE_INFINITY)).map(rowOf);
    const last = found.at(-1);
    if (found.length < pageSize || last === undefined) return;
    after = { value: sortValue(last, sort.by), id: last.change.id };
  }
}
