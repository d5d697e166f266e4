import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { ReleaseState } from '../contract.ts';
import { lifecycle } from '../core/lifecycle.ts';
import { isColliding } from './collision-counts.ts';

/** What lists, the calendar and the numbers of the home page select by. Everything is resolved to ids before. */
export type ReleaseFilter = {
  readonly reach: Reach;
  readonly states: readonly ReleaseState[] | null;
  readonly kinds: readonly string[] | null;
  /** Named units; each counts with all below it. */
  readonly unitIds: readonly string[] | null;
  readonly ownerIds: readonly string[] | null;
  readonly applicationIds: readonly string[] | null;
  readonly parentId: string | null;
  readonly text: string | null;
  readonly goLiveFrom: Date | null;
  readonly goLiveTo: Date | null;
  readonly open: boolean | null;
  readonly lateAt: Date | null;
  /** `at`: when it is asked, since exceptions to collisions end with time. */
  readonly collisions: { readonly which: 'any' | 'blocking'; readonly at: Date } | null;
  readonly origin: 'native' | 'imported' | null;
};

export const everything: ReleaseFilter = {
  reach: 'all',
  states: null,
  kinds: null,
  unitIds: null,
  ownerIds: null,
  applicationIds: null,
  parentId: null,
  text: null,
  goLiveFrom: null,
  goLiveTo: null,
  open: null,
  lateAt: null,
  collisions: null,
  origin: null,
};

const finals = [...lifecycle.final];
export const openStates: readonly ReleaseState[] = lifecycle.states.filter((state) => !finals.includes(state));

const pattern = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;

/** The conditions of a filter on `releases.release r`. */
export function conditionsOf(filter: ReleaseFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [];
  if (filter.reach !== 'all') parts.push(sql`r.unit_id = any(${[...filter.reach]}::uuid[])`);
  if (filter.states !== null) parts.push(sql`r.state = any(${filter.states}::text[])`);
  if (filter.kinds !== null) parts.push(sql`r.kind = any(${filter.kinds}::text[])`);
  if (filter.unitIds !== null)
    parts.push(sql`r.unit_id in (select u.id from identity.units u where u.path && ${filter.unitIds}::uuid[])`);
  if (filter.ownerIds !== null) parts.push(sql`r.owner_id = any(${filter.ownerIds}::uuid[])`);
  if (filter.applicationIds !== null) {
    parts.push(
      sql`r.id in (select a.release_id from releases.application a where a.application_id = any(${filter.applicationIds}::uuid[]))`,
    );
  }
  if (filter.parentId !== null) parts.push(sql`r.parent_id = ${filter.parentId}`);
  if (filter.text !== null) parts.push(sql`lower(r.name || ' ' || r.key) like ${pattern(filter.text)}`);
  if (filter.goLiveFrom !== null) parts.push(sql`r.live_order >= ${filter.goLiveFrom} and r.go_live_start is not null`);
  if (filter.goLiveTo !== null) parts.push(sql`r.live_order < ${filter.goLiveTo}`);
  if (filter.open === true) parts.push(sql`r.state = any(${openStates}::text[]) and r.origin = 'native'`);
  if (filter.open === false) parts.push(sql`(r.state = any(${finals}::text[]) or r.origin = 'imported')`);
  if (filter.lateAt !== null) parts.push(sql`r.late_from <= ${filter.lateAt}`);
  if (filter.collisions !== null) parts.push(isColliding(filter.collisions.which, filter.collisions.at));
  if (filter.origin !== null) parts.push(sql`r.origin = ${filter.origin}`);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}
