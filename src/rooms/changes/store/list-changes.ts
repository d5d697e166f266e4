import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { type After, keysetPage } from '../../../foundation/database/keyset.ts';
import type { ChangeModel, ChangeState, RiskBand } from '../contract-words.ts';
import { lifecycle } from '../core/lifecycle.ts';
import type { ChangeWithNames } from './change-row.ts';
import { selectChanges } from './read-changes.ts';

/** What lists and the board select by. Everything is resolved to ids before. */
export type ChangeFilter = {
  readonly reach: Reach;
  readonly states: readonly ChangeState[] | null;
  readonly models: readonly ChangeModel[] | null;
  /** Named units; each counts with all below it. */
  readonly unitIds: readonly string[] | null;
  readonly ownerIds: readonly string[] | null;
  readonly applicationIds: readonly string[] | null;
  /** Keys of versions of models. */
  readonly follows: readonly string[] | null;
  readonly bands: readonly RiskBand[] | null;
  readonly open: boolean | null;
  readonly text: string | null;
};
export type Sort = { readonly by: 'planned' | 'key' | 'updated'; readonly descending: boolean };

const finals = [...lifecycle.final];
export const openStates: readonly ChangeState[] = lifecycle.states.filter((state) => !finals.includes(state));

const pattern = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;

/** One value is an equation, so that an index over it and the sort is read in order; several are a list. */
const among = (column: RawBuilder<unknown>, values: readonly string[], type: RawBuilder<unknown>): RawBuilder<unknown> =>
  values.length === 1 ? sql`${column} = ${values[0]}::${type}` : sql`${column} = any(${[...values]}::${type}[])`;

function conditionsOf(filter: ChangeFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [];
  if (filter.reach !== 'all') parts.push(sql`c.unit_id = any(${[...filter.reach]}::uuid[])`);
  if (filter.states !== null) parts.push(among(sql`c.state`, filter.states, sql`text`));
  if (filter.models !== null) parts.push(sql`c.model = any(${filter.models}::text[])`);
  if (filter.unitIds !== null)
    parts.push(sql`c.unit_id in (select u.id from identity.units u where u.path && ${filter.unitIds}::uuid[])`);
  if (filter.ownerIds !== null) parts.push(among(sql`c.owner_id`, filter.ownerIds, sql`uuid`));
  if (filter.applicationIds !== null) {
    parts.push(
      sql`c.id in (select a.change_id from changes.application a where a.application_id = any(${filter.applicationIds}::uuid[]))`,
    );
  }
  if (filter.follows !== null) parts.push(sql`c.follows = any(${filter.follows}::text[])`);
  if (filter.bands !== null) parts.push(sql`c.band = any(${filter.bands}::text[])`);
  if (filter.open !== null) parts.push(sql`c.is_open = ${filter.open}`);
  if (filter.text !== null) parts.push(sql`lower(c.name || ' ' || c.key) like ${pattern(filter.text)}`);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

const columns = { planned: sql`c.planned_order`, key: sql`c.number`, updated: sql`c.updated_at` } as const;
const types = { planned: sql`timestamptz`, key: sql`integer`, updated: sql`timestamptz` } as const;

/** A page of changes by keyset. Which changes are on it is found first: what belongs to each is read for those alone, whatever plan the filter gets. */
export function listChanges(
  db: Db,
  filter: ChangeFilter,
  page: { readonly sort: Sort; readonly after: After | null; readonly limit: number },
): Promise<readonly ChangeWithNames[]> {
  const { by, descending } = page.sort;
  const { past, rest } = keysetPage({ column: columns[by], type: types[by], id: sql`c.id`, descending }, page);
  const shown = sql`select c.id from changes.change c where ${past} and ${conditionsOf(filter)} ${rest}`;
  return selectChanges(db, sql`join (${shown}) shown on shown.id = c.id ${rest}`);
}

/** The sort value of a row, as the cursor carries it. */
export const sortValue = ({ change }: ChangeWithNames, by: Sort['by']): string => {
  if (by === 'key') return change.key.slice(4);
  if (by === 'updated') return change.updatedAt.toISOString();
  return change.planned?.start.toISOString() ?? 'infinity';
};
