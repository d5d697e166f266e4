import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { MatrixChange } from '../core/matrix.ts';

const columns = sql`id, key, state, adds as add, drops as drop, reason, proposed_by as "proposedBy", proposed_at as "proposedAt", decided_by as "decidedBy",
  decided_at as "decidedAt", decision, matrix_version as "matrixVersion", version`;

export async function insertMatrixChange(tx: Tx, change: MatrixChange): Promise<void> {
  await sql`
    insert into access.matrix_change (id, key, state, adds, drops, reason, proposed_by, proposed_at, version)
    values (${change.id}, ${change.key}, ${change.state}, ${JSON.stringify(change.add)}::jsonb, ${JSON.stringify(change.drop)}::jsonb, ${change.reason},
      ${change.proposedBy}, ${change.proposedAt}, ${change.version})`.execute(tx);
}

/** Moves on from the state and version that were seen; nothing else of a change ever moves. */
export async function updateMatrixChange(tx: Tx, seen: MatrixChange, after: MatrixChange): Promise<void> {
  const { rows } = await sql`
    update access.matrix_change set state = ${after.state}, decided_by = ${after.decidedBy}, decided_at = ${after.decidedAt}, decision = ${after.decision},
      matrix_version = ${after.matrixVersion}, version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`matrix change ${seen.key} was locked and yet changed`);
}

export async function findMatrixChange(
  db: Db | Tx,
  named: string,
  lock: 'for update' | 'none' = 'none',
): Promise<MatrixChange | null> {
  const { rows } = await sql<MatrixChange>`
    select ${columns} from access.matrix_change where id::text = ${named} or key = ${named} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Newest first. */
export async function matrixChanges(
  db: Db | Tx,
  page: { readonly limit: number; readonly before: string | null; readonly state: string | null },
): Promise<readonly MatrixChange[]> {
  const { rows } = await sql<MatrixChange>`
    select ${columns} from access.matrix_change
    where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`} and ${page.state === null ? sql`true` : sql`state = ${page.state}`}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}
