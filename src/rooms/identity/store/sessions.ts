import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { IdentityTables, SessionEnd, SessionState } from './tables.ts';

/** Ends open sessions of a person and says which; `except` stays open. */
export async function endSessions(
  tx: Tx,
  personId: string,
  cause: SessionEnd,
  now: Date,
  which: { readonly only?: string; readonly except?: string | null } = {},
): Promise<readonly string[]> {
  let query = tx
    .withTables<IdentityTables>()
    .updateTable('identity.session')
    .set({ ended_at: now, end_cause: cause })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null);
  if (which.only !== undefined) query = query.where('id', '=', which.only);
  if (which.except !== undefined && which.except !== null) query = query.where('id', '<>', which.except);
  const rows = await query.returning('id').execute();
  return rows.map((row) => row.id).sort();
}

/** A session was used now; one that has ended stays ended. */
export async function touchSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.session')
    .set({ seen_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

export type OpenSession = {
  readonly id: string;
  readonly created_at: Date;
  readonly seen_at: Date;
  readonly ends_at: Date;
  readonly address: string;
  readonly user_agent: string;
};

export async function openSessionsOf(db: Db, personId: string, limits: SessionLimits): Promise<readonly OpenSession[]> {
  return db
    .withTables<IdentityTables>()
    .selectFrom('identity.session')
    .select(['id', 'created_at', 'seen_at', 'ends_at', 'address', 'user_agent'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', limits.now)
    .where('seen_at', '>', limits.seenAfter)
    .where('created_at', '>', limits.createdAfter)
    .where('state', '=', 'open')
    .orderBy('seen_at', 'desc')
    .limit(200)
    .execute();
}

/** A session counts while it was used after `seenAfter` and opened after `createdAfter`. */
export type SessionLimits = { readonly now: Date; readonly seenAfter: Date; readonly createdAfter: Date };

export const sessionLimits = (
  now: Date,
  profile: { readonly idleMinutes: number; readonly absoluteMinutes: number },
): SessionLimits => ({
  now,
  seenAfter: new Date(now.getTime() - profile.idleMinutes * 60_000),
  createdAfter: new Date(now.getTime() - profile.absoluteMinutes * 60_000),
});

export type RunOut = {
  readonly id: string;
  readonly person_id: string;
  readonly unit_id: string | null;
  readonly cause: 'idle' | 'expired';
};

/** Ends up to 200 sessions that ran out, so that the access log shows automatic ends too. */
export async function endRunOutSessions(tx: Tx, limits: SessionLimits): Promise<readonly RunOut[]> {
  const { rows } = await sql<RunOut>`
    update identity.session s set ended_at = ${limits.now},
      end_cause = case when s.ends_at <= ${limits.now} or s.created_at <= ${limits.createdAfter} then 'expired' else 'idle' end
    from (select id from identity.session where ended_at is null
        and (ends_at <= ${limits.now} or seen_at <= ${limits.seenAfter} or created_at <= ${limits.createdAfter})
      order by id limit 200 for update skip locked) due, identity.person p
    where s.id = due.id and p.id = s.person_id
    returning s.id, s.person_id, p.unit_id, s.end_cause as cause`.execute(tx);
  return rows;
}

type NewSession = {
  readonly id: string;
  readonly personId: string;
  readonly tokenHash: Buffer;
  readonly now: Date;
  readonly endsAt: Date;
  readonly address: string;
  readonly userAgent: string;
  readonly state: SessionState;
  readonly methods: readonly string[];
};

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.session')
    .values({
      id: session.id,
      person_id: session.personId,
      token_hash: session.tokenHash,
      created_at: session.now,
      rotated_at: session.now,
      seen_at: session.now,
      ends_at: session.endsAt,
      address: session.address,
      seen_from: session.address,
      user_agent: session.userAgent,
      state: session.state,
      methods: [...session.methods],
    })
    .execute();
}

/** A session of which the second step is owed, locked; undefined when it is open, has ended or ran out. */
export async function pendingSession(
  tx: Tx,
  id: string | null,
  now: Date,
): Promise<{ readonly state: SessionState; readonly challenge: Buffer; readonly methods: readonly string[] } | undefined> {
  return tx
    .withTables<IdentityTables>()
    .selectFrom('identity.session')
    .select(['state', 'challenge', 'methods'])
    .where('id', '=', id)
    .where('state', '<>', 'open')
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .forUpdate()
    .executeTakeFirst();
}

/** Opens a session whose second step was made, under a new token (ASVS 5.0 7.2.4): the one before is worth nothing. */
export async function openPendingSession(
  tx: Tx,
  id: string,
  opened: {
    readonly tokenHash: Buffer;
    readonly methods: readonly string[];
    readonly challenge: Buffer;
    readonly endsAt: Date;
    readonly now: Date;
  },
): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.session')
    .set({
      state: 'open',
      methods: [...opened.methods],
      token_hash: opened.tokenHash,
      previous_hash: null,
      previous_until: null,
      challenge: opened.challenge,
      rotated_at: opened.now,
      seen_at: opened.now,
      ends_at: opened.endsAt,
    })
    .where('id', '=', id)
    .execute();
}
