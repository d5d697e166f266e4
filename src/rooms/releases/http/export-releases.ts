import type { CsvCell } from '../../../foundation/csv.ts';
import type { After } from '../../../foundation/database/keyset.ts';
import type { Call } from '../../../foundation/transact.ts';
import type { ReleaseFilter } from '../store/list-filter.ts';
import { listReleases, type Sort, sortValue } from '../store/list-releases.ts';
import type { ReleaseWithNames } from '../store/release-row.ts';
import { presentLines } from './present-line.ts';
import type { LineReply } from './present-release.ts';

export const releaseColumns = [
  'Key',
  'Name',
  'Kind',
  'Class',
  'State',
  'Health',
  'Unit',
  'Unit name',
  'Owner',
  'Part of',
  'Go-live start',
  'Go-live end',
  'Time zone',
  'Minutes to back out',
  'Applications',
  'Blocking collisions',
  'Warnings',
  'Late',
  'Outcome',
  'Origin',
  'Plan reference',
  'Changed',
] as const;

const rowOf = (line: LineReply): readonly CsvCell[] => [
  line.key,
  line.name,
  line.kind,
  line.class,
  line.state,
  line.health.light,
  line.unit.key,
  line.unit.name,
  line.owner?.name ?? null,
  line.parent?.key ?? null,
  line.goLive?.start ?? null,
  line.goLive?.end ?? null,
  line.goLive?.zone ?? null,
  line.backOutMinutes,
  line.applicationCount,
  line.collisions.blocking,
  line.collisions.warning,
  line.late.map(({ what, since }) => `${what} (${since})`).join('; '),
  line.outcome,
  line.origin,
  line.planRef,
  line.updatedAt,
];

const pageSize = 200;

/** The releases of a filter page by page, each as the list shows it to this reader. */
export async function* releasePages(
  call: Call,
  filter: ReleaseFilter,
  sort: Sort,
): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  let after: After | null = null;
  for (;;) {
    const found: readonly ReleaseWithNames[] = await listReleases(call.app.database.db, filter, { sort, after, limit: pageSize });
    yield (await presentLines(call, found, [])).map(rowOf);
    const last = found.at(-1);
    if (found.length < pageSize || last === undefined) return;
    after = { value: sortValue(last, sort.by), id: last.release.id };
  }
}
