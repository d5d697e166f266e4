import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { containing, type Page, pageOf } from '../core/page.ts';
import { countsFor, type Reader, seenBy } from './seen-people.ts';

type UnitRef = { readonly id: string; readonly key: string; readonly name: string };
type PersonRef = { readonly id: string; readonly name: string; readonly email: string };

export type PersonInList = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly unit: UnitRef | null;
  readonly state: 'active' | 'disabled';
  readonly roles: readonly string[];
  readonly version: number;
};

const unitRef = sql`case when u.id is null then null else jsonb_build_object('id', u.id, 'key', u.key, 'name', u.name) end`;
/** A grant counts at the moment; deputations carry their dates. */
const counts = (now: Date) => sql`(g.starts_at is null or g.starts_at <= ${now}) and (g.ends_at is null or g.ends_at > ${now})`;

export type PeopleFilter = {
  readonly reader: Reader;
  readonly q?: string | undefined;
  readonly unitId?: string | undefined;
  readonly states?: readonly string[] | undefined;
  readonly role?: string | undefined;
};

/** People by name, keyset by (name in lower case, id). */
export async function peoplePage(
  db: Db,
  filter: PeopleFilter,
  page: { readonly limit: number; readonly after: readonly string[] | null; readonly now: Date },
): Promise<Page<PersonInList>> {
  const where: RawBuilder<unknown>[] = [seenBy(filter.reader, sql`p.id`, sql`p.unit_id`)];
  const [name, id] = page.after ?? [];
  if (name !== undefined && id !== undefined) where.push(sql`(lower(p.name), p.id) > (${name}, ${id}::uuid)`);
  if (filter.q !== undefined && filter.q !== '')
    where.push(sql`(lower(p.name) like ${containing(filter.q)} or p.email like ${containing(filter.q)})`);
  if (filter.unitId !== undefined) where.push(sql`u.path @> array[${filter.unitId}::uuid]`);
  if (filter.states !== undefined && filter.states.length > 0) where.push(sql`p.state = any(${[...filter.states]}::text[])`);
  if (filter.role !== undefined) {
    where.push(
      sql`exists (select 1 from identity.effective_grant g where g.person_id = p.id and g.role = ${filter.role} and ${counts(page.now)} and ${countsFor(filter.reader)})`,
    );
  }
  const { rows } = await sql<PersonInList & { sort: string }>`
    select p.id, p.name, p.email, p.state, p.version, lower(p.name) as sort, ${unitRef} as unit,
      array(select distinct g.role from identity.effective_grant g where g.person_id = p.id and ${counts(page.now)} and ${countsFor(filter.reader)} order by g.role) as roles
    from identity.person p left join identity.unit u on u.id = p.unit_id
    where ${sql.join(where, sql` and `)}
    order by lower(p.name), p.id limit ${page.limit + 1}`.execute(db);
  return pageOf(rows, page.limit, (row) => [row.sort, row.id]);
}

export type HeldRole = {
  readonly grantId: string;
  readonly role: string;
  readonly unit: UnitRef;
  readonly group: UnitRef | null;
  readonly deputyFor: PersonRef | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly release_ids: readonly string[] | null;
  readonly trail_from: string | null;
  readonly trail_until: string | null;
};

export type PersonView = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly unit: UnitRef | null;
  readonly unitId: string | null;
  readonly state: 'active' | 'disabled';
  readonly version: number;
  readonly createdAt: Date;
  readonly roles: readonly HeldRole[];
  readonly groups: readonly UnitRef[];
};

/**
 * One person with the roles by any route that count in the reader's units, those of deputations that lie ahead included, and groups.
 */
export async function personView(db: Db, id: string, now: Date, reader: Pick<Reader, 'reach'>): Promise<PersonView | undefined> {
  const { rows } = await sql<PersonView>`
    select p.id, p.name, p.email, p.state, p.version, p.created_at as "createdAt", p.unit_id as "unitId", ${unitRef} as unit,
      (select coalesce(jsonb_agg(jsonb_build_object('grantId', g.grant_id, 'role', g.role,
          'unit', jsonb_build_object('id', gu.id, 'key', gu.key, 'name', gu.name),
          'group', case when c.id is null then null else jsonb_build_object('id', c.id, 'key', c.key, 'name', c.name) end,
          'deputyFor', case when d.id is null then null else jsonb_build_object('id', d.id, 'name', d.name, 'email', d.email) end,
          'startsAt', g.starts_at, 'endsAt', g.ends_at,
          'release_ids', l.release_ids, 'trail_from', l.trail_from, 'trail_until', l.trail_until) order by g.deputy_for nulls first, g.role, gu.key, g.grant_id), '[]')
        from identity.effective_grant g join identity.unit gu on gu.id = g.unit_id join identity.role_grant l on l.id = g.grant_id
        left join identity.crowd c on c.id = g.crowd_id left join identity.person d on d.id = g.deputy_for
        where g.person_id = p.id and (g.ends_at is null or g.ends_at > ${now}) and ${countsFor(reader)}) as roles,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'key', c.key, 'name', c.name) order by c.key), '[]')
        from identity.crowd_member m join identity.crowd c on c.id = m.crowd_id and c.withdrawn_at is null where m.person_id = p.id) as groups
    from identity.person p left join identity.unit u on u.id = p.unit_id where p.id = ${id}`.execute(db);
  return rows[0];
}

export type AccessView = {
  readonly hasPassword: boolean;
  readonly mustChangePassword: boolean;
  readonly lockedUntil: Date | null;
  readonly lockHeld: boolean;
  readonly lockedElsewhereUntil: Date | null;
  readonly places: number;
  readonly sessions: number;
  readonly tokens: number;
  readonly linkUntil: Date | null;
  readonly linkWaits: boolean;
  readonly linkIssuedBy: string | null;
};

/** The state of an account: for the person and for administrators. */
export async function accessView(db: Db, id: string, now: Date, seenAfter: Date): Promise<AccessView> {
  const { rows } = await sql<AccessView>`
    select c.person_id is not null as "hasPassword", coalesce(c.must_change, false) as "mustChangePassword",
      case when c.locked_until > ${now} and not c.lock_held then c.locked_until end as "lockedUntil",
      coalesce(c.lock_held, false) as "lockHeld",
      case when c.elsewhere_locked_until > ${now} then c.elsewhere_locked_until end as "lockedElsewhereUntil",
      (select count(*)::int from identity.known_place k where k.person_id = p.id) as places,
      (select count(*)::int from identity.session s where s.person_id = p.id and s.ended_at is null and s.ends_at > ${now} and s.seen_at > ${seenAfter}) as sessions,
      (select count(*)::int from identity.api_token t where t.person_id = p.id and t.withdrawn_at is null and t.expires_at > ${now}) as tokens,
      (select max(l.expires_at) from identity.setup_link l where l.person_id = p.id and l.used_at is null and l.expires_at > ${now}) as "linkUntil",
      exists (select 1 from identity.setup_link l where l.person_id = p.id and l.used_at is null and l.expires_at > ${now} and l.needs_release) as "linkWaits",
      (select l.issued_by from identity.setup_link l where l.person_id = p.id and l.used_at is null and l.expires_at > ${now} limit 1) as "linkIssuedBy"
    from identity.person p left join identity.credential c on c.person_id = p.id where p.id = ${id}`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error(`person ${id} was found and is gone`);
  return row;
}
