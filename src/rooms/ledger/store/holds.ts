import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Subject } from '../../../foundation/record.ts';

export type Hold = {
  readonly id: string;
  readonly key: string;
  readonly personId: string;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: Date;
  readonly liftedAt: Date | null;
  readonly version: number;
};

const columns = sql`id, key, person_id as "personId", reason, set_by as "setBy", set_at as "setAt", lifted_at as "liftedAt", version`;

export const holdSubject = ({ id, key }: Pick<Hold, 'id' | 'key'>): Subject => ({ kind: 'ledger-hold', id, key, unitIds: [] });

/** @returns null where one stands already. */
export async function insertHold(tx: Tx, made: Omit<Hold, 'liftedAt' | 'version'>): Promise<Hold | null> {
  const { rows } = await sql<Hold>`
    insert into ledger.hold (id, key, person_id, reason, set_by, set_at, version)
    values (${made.id}, ${made.key}, ${made.personId}, ${made.reason}, ${made.setBy}, ${made.setAt}, 1) on conflict do nothing returning ${columns}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function standingHold(db: Db | Tx, personId: string): Promise<Hold | null> {
  const { rows } =
    await sql<Hold>`select ${columns} from ledger.hold where person_id = ${personId} and lifted_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function lockHold(tx: Tx, named: string): Promise<Hold | null> {
  const { rows } = await sql<Hold>`
    select ${columns} from ledger.hold where id::text = ${named} or key = ${named} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function liftHold(tx: Tx, hold: Hold, now: Date): Promise<Hold> {
  const { rows } = await sql<Hold>`
    update ledger.hold set lifted_at = ${now}, version = version + 1 where id = ${hold.id} and lifted_at is null returning ${columns}`.execute(
    tx,
  );
  const lifted = rows[0];
  if (lifted === undefined) throw new Error(`hold ${hold.key} was locked and yet changed`);
  return lifted;
}

export async function holds(db: Db): Promise<readonly Hold[]> {
  const { rows } = await sql<Hold>`
    select ${columns} from ledger.hold order by lifted_at is not null, id desc limit 200`.execute(db);
  return rows;
}
