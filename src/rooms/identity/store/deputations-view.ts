import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { DeputationState } from '../core/deputation-rules.ts';
import { type Page, pageOf } from '../core/page.ts';
import { type Reader, seenBy } from './seen-people.ts';

type PersonRef = { readonly id: string; readonly name: string; readonly email: string };

export type DeputationView = {
  readonly id: string;
  readonly person: PersonRef;
  readonly person_unit: string | null;
  readonly deputy: PersonRef;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly reason: string;
  readonly withdrawn_at: Date | null;
};

export type DeputationFilter = {
  /** Who sees one of the two sees the deputation; without it nobody is asked. */
  readonly reader?: Reader;
  readonly id?: string | undefined;
  readonly personId?: string | undefined;
  readonly deputyId?: string | undefined;
  readonly states?: readonly DeputationState[] | undefined;
};

/** Where a deputation is in one of the states; the same half-open reading as in the core. */
const inState = (state: DeputationState, now: Date): RawBuilder<unknown> =>
  ({
    withdrawn: sql`d.withdrawn_at is not null`,
    past: sql`(d.withdrawn_at is null and d.ends_at <= ${now})`,
    current: sql`(d.withdrawn_at is null and d.starts_at <= ${now} and d.ends_at > ${now})`,
    future: sql`(d.withdrawn_at is null and d.starts_at > ${now} and d.ends_at > ${now})`,
  })[state];

/** Deputations, newest first. */
export async function deputationsPage(
  db: Db,
  filter: DeputationFilter,
  page: { readonly limit: number; readonly after: string | null; readonly now: Date },
): Promise<Page<DeputationView>> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.reader !== undefined)
    where.push(sql`(${seenBy(filter.reader, sql`p.id`, sql`p.unit_id`)} or ${seenBy(filter.reader, sql`s.id`, sql`s.unit_id`)})`);
  if (page.after !== null) where.push(sql`d.id < ${page.after}::uuid`);
  if (filter.id !== undefined) where.push(sql`d.id = ${filter.id}::uuid`);
  if (filter.personId !== undefined) where.push(sql`d.person_id = ${filter.personId}::uuid`);
  if (filter.deputyId !== undefined) where.push(sql`d.deputy_id = ${filter.deputyId}::uuid`);
  if (filter.states !== undefined)
    where.push(
      sql`(${sql.join(
        filter.states.map((state) => inState(state, page.now)),
        sql` or `,
      )})`,
    );
  const { rows } = await sql<DeputationView>`
    select d.id, d.starts_at, d.ends_at, d.reason, d.withdrawn_at, p.unit_id as person_unit,
      jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) as person,
      jsonb_build_object('id', s.id, 'name', s.name, 'email', s.email) as deputy
    from identity.deputation d join identity.person p on p.id = d.person_id join identity.person s on s.id = d.deputy_id
    where ${sql.join(where, sql` and `)} order by d.id desc limit ${page.limit + 1}`.execute(db);
  return pageOf(rows, page.limit, (row) => [row.id]);
}
