import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest();

/** What a person proved when they asked to be checked, in the place of an earlier request. */
export async function saveRequest(
  tx: Tx,
  request: {
    readonly personId: string;
    readonly code: string;
    readonly authenticatorIds: readonly string[];
    readonly expiresAt: Date;
  },
): Promise<void> {
  await sql`
    insert into identity.proof_request (person_id, code_hash, authenticator_ids, expires_at)
    values (${request.personId}, ${hashOf(request.code)}, ${[...request.authenticatorIds]}::uuid[], ${request.expiresAt})
    on conflict (person_id) do update set code_hash = excluded.code_hash, authenticator_ids = excluded.authenticator_ids,
      expires_at = excluded.expires_at`.execute(tx);
}

/** Takes the request whose code this is out of use; null for a wrong or outdated code. */
export async function takeRequest(tx: Tx, personId: string, code: string, now: Date): Promise<readonly string[] | null> {
  const { rows } = await sql<{ ids: string[] }>`
    delete from identity.proof_request where person_id = ${personId} and code_hash = ${hashOf(code)} and expires_at > ${now}
    returning authenticator_ids as ids`.execute(tx);
  return rows[0]?.ids ?? null;
}

export type Check = {
  readonly id: string;
  readonly personId: string;
  readonly by: string;
  readonly checkedOn: string;
  readonly how: string;
  readonly authenticatorIds: readonly string[];
  /** The person may check others. */
  readonly ofChecker: boolean;
};

/** Records a check of identity; the password and these authenticators give signatures from now on. */
export async function saveCheck(tx: Tx, check: Check, now: Date): Promise<void> {
  await sql`insert into identity.identity_proof (id, person_id, proven_by, checked_on, how, recorded_at, of_checker)
    values (${check.id}, ${check.personId}, ${check.by}, ${check.checkedOn}, ${check.how}, ${now}, ${check.ofChecker})`.execute(
    tx,
  );
  await sql`update identity.credential set proof_id = ${check.id}, reset_by = '{}' where person_id = ${check.personId}`.execute(
    tx,
  );
  await sql`update identity.authenticator set proof_id = ${check.id}
    where person_id = ${check.personId} and id = any(${[...check.authenticatorIds]}::uuid[]) and removed_at is null`.execute(tx);
}

/** A component was reset: nothing that the person has gives a signature before somebody else than these has checked who they are. */
export async function forgetChecks(tx: Tx, personId: string, resetBy: readonly (string | null | undefined)[]): Promise<void> {
  const by = resetBy.filter((id) => typeof id === 'string');
  await sql`update identity.credential set proof_id = null,
    reset_by = array(select distinct unnest(reset_by || ${by}::uuid[])) where person_id = ${personId}`.execute(tx);
  await sql`update identity.authenticator set proof_id = null where person_id = ${personId} and removed_at is null`.execute(tx);
  await sql`delete from identity.proof_request where person_id = ${personId}`.execute(tx);
}

export type CheckView = { readonly by: string; readonly checkedOn: string; readonly how: string; readonly recordedAt: Date };

/** Checks of a person's identity, the newest first. */
export async function checksOf(db: Db, personId: string): Promise<readonly CheckView[]> {
  const { rows } = await sql<CheckView>`
    select p.name as by, to_char(c.checked_on, 'YYYY-MM-DD') as "checkedOn", c.how, c.recorded_at as "recordedAt"
    from identity.identity_proof c join identity.person p on p.id = c.proven_by
    where c.person_id = ${personId} order by c.id desc limit 20`.execute(db);
  return rows;
}

/** Where somebody stands: whether their components were checked, and who reset one since. */
export async function standingOf(
  db: Db,
  personId: string,
): Promise<{ readonly password: boolean; readonly factor: boolean; readonly resetBy: readonly string[] }> {
  const { rows } = await sql<{ password: boolean; factor: boolean; resetBy: string[] }>`
    select c.proof_id is not null as password, c.reset_by as "resetBy",
      exists (select 1 from identity.authenticator a where a.person_id = c.person_id and a.removed_at is null and a.proof_id is not null) as factor
    from identity.credential c where c.person_id = ${personId}`.execute(db);
  return rows[0] ?? { password: false, factor: false, resetBy: [] };
}

const firstCheck = 'identity.first-check';

/**
 * Whether somebody who may check others was ever checked: until then the first of them cannot be checked by one who was. One at a time. False again for the day
 * in which the first check was opened anew.
 */
export async function anyCheckerChecked(tx: Tx, now: Date): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext(${firstCheck}))`.execute(tx);
  const { rows } = await sql<{ begun: boolean }>`
    select exists (select 1 from identity.identity_proof where of_checker)
      and not exists (select 1 from foundation.setting where name = ${firstCheck} and (value ->> 'until')::timestamptz > ${now}) as begun`.execute(
    tx,
  );
  return rows[0]?.begun ?? false;
}

/** Lets the next check be the first one again, until then. */
export async function openFirstCheck(tx: Tx, until: Date, now: Date): Promise<void> {
  await sql`
    insert into foundation.setting (name, value, version, changed_at)
    values (${firstCheck}, ${JSON.stringify({ until: until.toISOString() })}::jsonb, 1, ${now})
    on conflict (name) do update set value = excluded.value, version = foundation.setting.version + 1, changed_at = excluded.changed_at`.execute(
    tx,
  );
}

/** The first check was made: from now on only who was checked checks. */
export async function closeFirstCheck(tx: Tx): Promise<void> {
  await sql`update foundation.setting set value = jsonb_set(value, '{until}', to_jsonb('1970-01-01T00:00:00Z'::text)) where name = ${firstCheck}`.execute(
    tx,
  );
}

/** Whether somebody active holds one of these roles and was checked. */
export async function anyCheckerLeft(tx: Tx, roles: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from identity.person p join identity.credential c on c.person_id = p.id and c.proof_id is not null
    where p.state = 'active' and exists (select 1 from identity.effective_grant g
      where g.person_id = p.id and g.deputy_for is null and g.role = any(${[...roles]}::text[])) limit 1`.execute(tx);
  return rows.length > 0;
}
