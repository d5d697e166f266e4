import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { type Page, pageOf } from '../core/page.ts';
import { usedAt, warnedAt } from './account-use.ts';
import type { IdentityTables } from './tables.ts';

/** A valid token that nobody used for so long is asked about. */
const unusedTokenDays = 90;

export type ReviewedAccount = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly unit: { readonly id: string; readonly key: string; readonly name: string } | null;
  readonly passwordSetAt: Date | null;
  readonly mustChange: boolean;
  readonly isLocked: boolean;
  readonly isChecked: boolean;
  readonly factors: number;
  readonly tokens: number;
  readonly unusedTokens: number;
  readonly usedAt: Date;
  readonly warnedAt: Date | null;
};

const within = (reach: Reach) => (reach === 'all' ? sql`true` : sql`p.unit_id = any(${[...reach]}::uuid[])`);

const accounts = (now: Date, reach: Reach) => sql<ReviewedAccount>`
  select p.id, p.name, p.email, case when u.id is null then null else jsonb_build_object('id', u.id, 'key', u.key, 'name', u.name) end as unit,
    c.changed_at as "passwordSetAt", coalesce(c.must_change, false) as "mustChange", coalesce(c.locked_until > ${now} or c.lock_held, false) as "isLocked",
    c.proof_id is not null as "isChecked",
    (select count(*)::int from identity.authenticator a where a.person_id = p.id and a.removed_at is null) as factors,
    (select count(*)::int from identity.api_token t where t.person_id = p.id and t.withdrawn_at is null and t.expires_at > ${now}) as tokens,
    (select count(*)::int from identity.api_token t where t.person_id = p.id and t.withdrawn_at is null and t.expires_at > ${now}
      and coalesce(t.used_at, t.created_at) < ${new Date(now.getTime() - unusedTokenDays * 86_400_000)}) as "unusedTokens",
    ${usedAt} as "usedAt", ${warnedAt} as "warnedAt"
  from identity.person p left join identity.unit u on u.id = p.unit_id left join identity.credential c on c.person_id = p.id
  where p.state = 'active' and ${within(reach)}`;

/** Active people of these units, the longest unused first; keyset by (last use, id). */
export async function reviewPage(
  db: Db,
  reach: Reach,
  page: { readonly limit: number; readonly after: readonly string[] | null; readonly now: Date },
): Promise<Page<ReviewedAccount>> {
  const [used, id] = page.after ?? [];
  const beyond = used === undefined || id === undefined ? sql`true` : sql`("usedAt", id) > (${used}::timestamptz, ${id}::uuid)`;
  const { rows } = await sql<ReviewedAccount>`
    select * from (${accounts(page.now, reach)}) a where ${beyond} order by "usedAt", id limit ${page.limit + 1}`.execute(db);
  return pageOf(rows, page.limit, (row) => [row.usedAt.toISOString(), row.id]);
}

export async function allAccounts(tx: Tx, now: Date): Promise<readonly ReviewedAccount[]> {
  return (await accounts(now, 'all').execute(tx)).rows;
}

export type PastReview = {
  readonly at: Date;
  readonly by: { readonly id: string; readonly name: string; readonly email: string };
  readonly note: string;
  readonly found: { readonly [point: string]: number };
};

export async function lastReview(db: Db): Promise<PastReview | null> {
  const { rows } = await sql<PastReview>`
    select r.reviewed_at as at, r.note, r.found, jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) as by
    from identity.credential_review r join identity.person p on p.id = r.reviewed_by order by r.reviewed_at desc, r.id desc limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function insertReview(
  tx: Tx,
  review: {
    readonly id: string;
    readonly by: string;
    readonly at: Date;
    readonly note: string;
    readonly found: { readonly [point: string]: number };
  },
): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.credential_review')
    .values({
      id: review.id,
      reviewed_by: review.by,
      reviewed_at: review.at,
      note: review.note,
      found: JSON.stringify(review.found),
    })
    .execute();
}
