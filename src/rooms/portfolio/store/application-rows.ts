import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { keysetPage } from '../../../foundation/database/keyset.ts';
import type { Criticality, LifecycleStage, Relevance, ValidatedState } from '../core/application.ts';

/** An application as screens show it: with the names of its unit and owner. */
export type ApplicationView = {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly description: string | null;
  readonly unitId: string;
  readonly unitKey: string;
  readonly unitName: string;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly criticality: Criticality;
  readonly gxp: Relevance;
  readonly sox: Relevance;
  readonly technology: string | null;
  readonly lifecycleStage: LifecycleStage;
  readonly validatedState: ValidatedState;
  readonly withdrawnAt: Date | null;
  readonly changedAt: Date;
  /** The value that the list is ordered by, as the database compares it. */
  readonly sortedBy: string;
};

/** The rights predicate in SQL: the same units as `may` allows one by one (tested equal). */
export const readableBy = (reach: Reach): RawBuilder<unknown> =>
  reach === 'all' ? sql`true` : sql`a.unit_id = any(${[...reach]}::uuid[])`;

const select = (sortedBy: RawBuilder<unknown>) => sql`
  select a.id, a.key, a.version, a.name, a.description, a.unit_id as "unitId", u.key as "unitKey", u.name as "unitName", a.owner_id as "ownerId",
    p.name as "ownerName", a.criticality, a.gxp, a.sox, a.technology, a.lifecycle_stage as "lifecycleStage", a.validated_state as "validatedState",
    a.withdrawn_at as "withdrawnAt", a.changed_at as "changedAt", ${sortedBy} as "sortedBy"
  from portfolio.application a join identity.units u on u.id = a.unit_id left join identity.people p on p.id = a.owner_id`;

export type ApplicationFilter = {
  readonly reach: Reach;
  /** A unit and all below it. */
  readonly unitId: string | null;
  readonly ownerId: string | null;
  readonly criticality: readonly Criticality[];
  readonly gxp: readonly Relevance[];
  readonly sox: readonly Relevance[];
  readonly lifecycleStage: readonly LifecycleStage[];
  readonly validatedState: readonly ValidatedState[];
  readonly q: string | null;
  readonly withdrawn: 'no' | 'yes' | 'all';
};

export type ApplicationOrder = 'name' | '-name' | 'key' | '-key';
export type Place = { readonly sortedBy: string; readonly id: string };

const among = (column: RawBuilder<unknown>, values: readonly string[]): readonly RawBuilder<unknown>[] =>
  values.length === 0 ? [] : [sql`${column} = any(${[...values]})`];

const withdrawnCondition = { no: sql`a.withdrawn_at is null`, yes: sql`a.withdrawn_at is not null`, all: sql`true` } as const;

function conditionsOf(filter: ApplicationFilter): readonly RawBuilder<unknown>[] {
  return [
    readableBy(filter.reach),
    withdrawnCondition[filter.withdrawn],
    ...(filter.unitId === null
      ? []
      : [sql`a.unit_id = any(array(select id from identity.units where ${filter.unitId}::uuid = any(path)))`]),
    ...(filter.ownerId === null ? [] : [sql`a.owner_id = ${filter.ownerId}::uuid`]),
    ...among(sql`a.criticality`, filter.criticality),
    ...among(sql`a.gxp`, filter.gxp),
    ...among(sql`a.sox`, filter.sox),
    ...among(sql`a.lifecycle_stage`, filter.lifecycleStage),
    ...among(sql`a.validated_state`, filter.validatedState),
    ...(filter.q === null
      ? []
      : [sql`(position(lower(${filter.q}) in lower(a.name)) > 0 or position(lower(${filter.q}) in lower(a.key)) > 0)`]),
  ];
}

/** A page of applications, keyset over the order and the id. */
export async function listApplications(
  db: Db,
  filter: ApplicationFilter,
  page: { readonly order: ApplicationOrder; readonly limit: number; readonly after: Place | null },
): Promise<readonly ApplicationView[]> {
  const sortedBy = page.order.endsWith('name') ? sql`lower(a.name)` : sql`a.key`;
  const after = page.after === null ? null : { value: page.after.sortedBy, id: page.after.id };
  const { past, rest } = keysetPage(
    { column: sortedBy, type: sql`text`, id: sql`a.id`, descending: page.order.startsWith('-') },
    { after, limit: page.limit },
  );
  const { rows } =
    await sql<ApplicationView>`${select(sortedBy)} where ${sql.join([past, ...conditionsOf(filter)], sql` and `)} ${rest}`.execute(
      db,
    );
  return rows;
}

/** Applications by id, as far as the reader may see them. */
export async function applicationViews(db: Db, ids: readonly string[], reach: Reach): Promise<readonly ApplicationView[]> {
  const { rows } =
    await sql<ApplicationView>`${select(sql`a.key`)} where a.id = any(${[...ids]}::uuid[]) and ${readableBy(reach)} order by a.key`.execute(
      db,
    );
  return rows;
}
