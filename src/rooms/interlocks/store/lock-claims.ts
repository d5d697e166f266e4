import { sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';
import type { OwnerRef } from '../core/hold.ts';

/**
 * Lock order of this room, after the owner's own record and the applications that it holds:
 * 1. the restrictions (shared by who places holds, alone by who places freezes and windows), 2. owners, 3. resources, each ordered by its hash.
 * Who waited reads afterwards what the other committed: under READ COMMITTED every statement has its own snapshot, and these locks end after the commit is
 * visible. So of two that place overlapping claims at the same time, the second always finds the first. Several calls in one transaction may meet in
 * another order than another transaction's; PostgreSQL then ends one of the two and `transact` runs it again.
 */
const keyOf = (text: string) => sql`hashtextextended(${`interlocks ${text}`}, 0)`;

export const shareRestrictions = async (tx: Tx): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock_shared(${keyOf('restrictions')})`.execute(tx));

export const closeRestrictions = async (tx: Tx): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(${keyOf('restrictions')})`.execute(tx));

async function lockAll(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(k.key)
    from (select distinct hashtextextended('interlocks ' || name, 0) as key from unnest(${[...names]}::text[]) as name order by 1) k`.execute(
    tx,
  );
}

export const lockOwners = (tx: Tx, owners: readonly OwnerRef[]): Promise<void> =>
  lockAll(
    tx,
    owners.map((owner) => `owner ${owner.kind} ${owner.id}`),
  );

export const lockResources = (tx: Tx, resources: readonly { readonly kind: string; readonly id: string }[]): Promise<void> =>
  lockAll(
    tx,
    resources.map((resource) => `resource ${resource.kind} ${resource.id}`),
  );
