import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Actor, type Holding, stranger } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { sessionCookie, setCookie } from '../../../foundation/http/cookies.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { Credentials } from '../../../foundation/services.ts';
import { actingAs } from '../core/acting-role.ts';
import type { SecurityProfile } from '../core/password.ts';
import { areDistant, togetherMs } from '../core/shared-use.ts';
import { sessionLimits } from './sessions.ts';
import { isUsedElsewhere } from './shared-use.ts';
import type { SessionState } from './tables.ts';

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();
/** 256 bits from the system's generator, as text that a cookie or header can carry. */
export const freshToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

const no = defineRefusals('identity', {
  'token-not-valid': {
    kind: 'unauthenticated',
    says: () => 'This API token is not valid: it is unknown, withdrawn, suspended or has expired.',
    remedy: 'Make a new token under your name, or sign in.',
  },
});

type GrantRow = {
  role: string;
  units: string[] | null;
  deputyFor: string | null;
  only: string[] | null;
  from: string | null;
  until: string | null;
};
type PersonRow = {
  id: string;
  name: string;
  email: string;
  must_change: boolean;
  /** Of a session: the role in which it acts. */
  acting_role?: string | null;
  grants: GrantRow[] | null;
};
type SessionRow = PersonRow & {
  state: SessionState;
  session_id: string;
  rotated_at: Date;
  seen_at: Date;
  seen_from: string;
  ends_at: Date;
  is_previous: boolean;
};
type TokenRow = PersonRow & { token_id: string; scopes: string[]; used_at: Date | null };

/** Roles with the units they reach; null units: the root, that is everywhere. */
const grants = (now: Date) => sql`(
  select jsonb_agg(jsonb_build_object('role', g.role, 'deputyFor', g.deputy_for,
    'only', l.release_ids, 'from', l.trail_from, 'until', l.trail_until, 'units',
    case when r.parent_id is null then null else (select array_agg(u.id) from identity.unit u where u.path @> array[g.unit_id]) end))
  from identity.effective_grant g join identity.unit r on r.id = g.unit_id join identity.role_grant l on l.id = g.grant_id
  where g.person_id = p.id and (g.starts_at is null or g.starts_at <= ${now}) and (g.ends_at is null or g.ends_at > ${now})) as grants`;

const instantOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const holdingsOf = (rows: readonly GrantRow[] | null): readonly Holding[] =>
  (rows ?? []).map((row) => ({
    role: row.role,
    reach: row.units === null ? 'all' : new Set(row.units),
    deputyFor: row.deputyFor,
    ...(row.only === null ? {} : { only: { records: row.only, from: instantOf(row.from), until: instantOf(row.until) } }),
  }));

/** Rights of a person whose password has to be another first, or who owes the second factor: none. */
const actorOf = (
  row: PersonRow,
  via: 'session' | 'pending' | 'token',
  credentialId: string,
  scopes: readonly string[] | null,
): Actor => ({
  kind: via === 'token' ? 'machine' : 'person',
  id: row.id,
  name: row.name,
  email: row.email,
  holdings: row.must_change || via === 'pending' ? [] : actingAs(row.acting_role ?? null, holdingsOf(row.grants)),
  via,
  scopes,
  credentialId,
  ...(row.must_change ? { owes: 'new-password' as const } : {}),
});

/** Active people by id or e-mail, each as they would act now: for a question about what somebody else may see. */
export async function peopleAsActors(db: Db, named: readonly string[], now: Date): Promise<readonly Actor[]> {
  const { rows } = await sql<PersonRow>`
    select p.id, p.name, p.email, false as must_change, ${grants(now)} from identity.person p
    where p.state = 'active' and (p.id::text = any(${[...named]}::text[]) or p.email = any(${named.map((one) => one.toLowerCase())}::text[]))`.execute(
    db,
  );
  return rows.map((row) => ({
    kind: 'person',
    id: row.id,
    name: row.name,
    email: row.email,
    holdings: holdingsOf(row.grants),
    via: 'session',
    scopes: null,
    credentialId: null,
  }));
}

export const cookieOf = (token: string, secure: boolean, maxAgeSeconds: number): string =>
  setCookie(sessionCookie, token, secure, maxAgeSeconds);

export type Authenticated =
  | { readonly actor: Actor; readonly setCookie?: string }
  | { readonly refusal: Refusal }
  /** This person's account is in use at two places at once. */
  | { readonly shared: string };

/**
 * Who sends this request. Sessions end after idling and absolutely, and their token is rotated: the one before stays good for half a minute, for
 * requests that were under way. Everything about the person is read anew each time, so a withdrawal counts at once.
 */
export async function authenticate(
  db: Db,
  credentials: Credentials,
  now: Date,
  profile: SecurityProfile,
  secure: boolean,
): Promise<Authenticated> {
  if (credentials.bearer !== null) return byToken(db, credentials.bearer, now, profile);
  if (credentials.cookie === null) return { actor: stranger };
  const hash = hashOfToken(credentials.cookie);
  const limits = sessionLimits(now, profile);
  const { rows } = await sql<SessionRow>`
    select p.id, p.name, p.email, coalesce(c.must_change, false) as must_change, s.id as session_id, s.state, s.rotated_at, s.seen_at, s.seen_from, s.ends_at, s.acting_role,
      s.token_hash <> ${hash} as is_previous, ${grants(now)}
    from identity.session s join identity.person p on p.id = s.person_id left join identity.credential c on c.person_id = p.id
    where (s.token_hash = ${hash} or (s.previous_hash = ${hash} and s.previous_until > ${now}))
      and s.ended_at is null and s.ends_at > ${now} and s.seen_at > ${limits.seenAfter} and s.created_at > ${limits.createdAfter} and p.state = 'active'`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) return { actor: stranger };
  const actor = actorOf(row, row.state === 'open' ? 'session' : 'pending', row.session_id, null);
  if (credentials.background === true) return { actor };
  if (isNews(row, credentials.address, now)) {
    if (row.state === 'open' && profile.sharedUse === 'sign-in-again' && (await isShared(db, row, credentials.address, now)))
      return { shared: row.id };
    await sql`
      update identity.session set seen_at = greatest(seen_at, ${now}), seen_from = ${credentials.address} where id = ${row.session_id}`.execute(
      db,
    );
  }
  if (!row.is_previous && now.getTime() - row.rotated_at.getTime() > profile.rotateMinutes * 60_000) {
    const rotated = await rotate(db, row, now, secure);
    if (rotated !== null) return { actor, setCookie: rotated };
  }
  return { actor };
}

/** Use is kept to the minute, and at once where it comes from another address. */
const isNews = (row: SessionRow, address: string, now: Date): boolean =>
  now.getTime() - row.seen_at.getTime() > 60_000 || (row.seen_from !== '' && row.seen_from !== address);

/** One session at two places, or two sessions: too far apart for one person. */
const isShared = async (db: Db, row: SessionRow, address: string, now: Date): Promise<boolean> =>
  (now.getTime() - row.seen_at.getTime() < togetherMs && areDistant(row.seen_from, address)) ||
  isUsedElsewhere(db, row.session_id, address, now);

/**
 * Whether somebody who was identified before is still there, with the rights they hold now; null when not. Asked for long-lived connections by the id of the
 * session or token, whose secret may have been rotated since, and without counting as use: an open page alone keeps nobody signed in.
 */
export async function stillThere(db: Db, actor: Actor, now: Date, profile: SecurityProfile): Promise<Actor | null> {
  const limits = sessionLimits(now, profile);
  const { rows } = await sql<PersonRow>`
    select p.id, p.name, p.email, coalesce(c.must_change, false) as must_change,
      (select s.acting_role from identity.session s where s.id = ${actor.credentialId}) as acting_role, ${grants(now)}
    from identity.person p left join identity.credential c on c.person_id = p.id
    where p.id = ${actor.id} and p.state = 'active' and (
      exists (select 1 from identity.session s where s.id = ${actor.credentialId} and s.person_id = p.id and s.state = 'open' and s.ended_at is null and s.ends_at > ${now}
        and s.seen_at > ${limits.seenAfter} and s.created_at > ${limits.createdAfter})
      or exists (select 1 from identity.api_token t where t.id = ${actor.credentialId} and t.person_id = p.id and t.withdrawn_at is null and t.suspended_at is null and t.expires_at > ${now}))`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined || actor.credentialId === null || (actor.via !== 'session' && actor.via !== 'token')) return null;
  return actorOf(row, actor.via, actor.credentialId, actor.scopes);
}

/** Null when another request of the same session rotated it at this very moment. */
async function rotate(db: Db, session: SessionRow, now: Date, secure: boolean): Promise<string | null> {
  const token = freshToken('ils');
  const updated = await sql`
    update identity.session set previous_hash = token_hash, previous_until = ${new Date(now.getTime() + 30_000)}, token_hash = ${hashOfToken(token)},
      rotated_at = ${now}, seen_at = ${now}
    where id = ${session.session_id} and rotated_at = ${session.rotated_at}`.execute(db);
  if (updated.numAffectedRows !== 1n) return null;
  return cookieOf(token, secure, Math.max(1, Math.floor((session.ends_at.getTime() - now.getTime()) / 1000)));
}

async function byToken(db: Db, token: string, now: Date, profile: SecurityProfile): Promise<Authenticated> {
  const { rows } = await sql<TokenRow>`
    select p.id, p.name, p.email, coalesce(c.must_change, false) as must_change, t.id as token_id, t.scopes, t.used_at, ${grants(now)}
    from identity.api_token t join identity.person p on p.id = t.person_id left join identity.credential c on c.person_id = p.id
    where t.token_hash = ${hashOfToken(token)} and t.withdrawn_at is null and t.suspended_at is null and t.expires_at > ${now}
      and t.created_at > ${new Date(now.getTime() - profile.tokenMaxDays * 86_400_000)} and p.state = 'active'`.execute(db);
  const row = rows[0];
  if (row === undefined) return { refusal: no['token-not-valid']({}) };
  if (row.used_at === null || now.getTime() - row.used_at.getTime() > 60_000) {
    await sql`update identity.api_token set used_at = ${now} where id = ${row.token_id}`.execute(db);
  }
  return { actor: actorOf(row, 'token', row.token_id, row.scopes) };
}
