import type { CsvCell } from '../../../foundation/csv.ts';
import type { Db } from '../../../foundation/database/database.ts';
import {
  type ApplicationFilter,
  type ApplicationOrder,
  type ApplicationView,
  listApplications,
  type Place,
} from '../store/application-rows.ts';

export const applicationColumns = [
  'Key',
  'Name',
  'Unit',
  'Unit name',
  'Owner',
  'Criticality',
  'GxP',
  'SOX',
  'Validated state',
  'Stage',
  'Technology',
  'Description',
  'Withdrawn',
  'Changed',
] as const;

const rowOf = (view: ApplicationView): readonly CsvCell[] => [
  view.key,
  view.name,
  view.unitKey,
  view.unitName,
  view.ownerName,
  view.criticality,
  view.gxp,
  view.sox,
  view.validatedState,
  view.lifecycleStage,
  view.technology,
  view.description,
  view.withdrawnAt?.toISOString() ?? null,
  view.changedAt.toISOString(),
];

const pageSize = 500;

/** The applications of a filter page by page. */
export async function* applicationPages(
  db: Db,
  filter: ApplicationFilter,
  order: ApplicationOrder,
): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  let after: Place | null = null;
  for (;;) {
    const views: readonly ApplicationView[] = await listApplications(db, filter, { order, limit: pageSize, after });
    yield views.map(rowOf);
    const last = views.at(-1);
    if (views.length < pageSize || last === undefined) return;
    after = { sortedBy: last.sortedBy, id: last.id };
  }
}
