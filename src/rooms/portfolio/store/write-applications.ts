import { sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';
import type { Application, Dependency } from '../core/application.ts';

/** @returns false when the key belongs to another application already, also to one that is being registered at this moment. */
export async function insertApplication(tx: Tx, one: Application): Promise<boolean> {
  const inserted = await sql`
    insert into portfolio.application (id, key, name, description, unit_id, owner_id, criticality, gxp, sox, technology, lifecycle_stage, validated_state, version, changed_at)
    values (${one.id}, ${one.key}, ${one.name}, ${one.description}, ${one.unitId}, ${one.ownerId}, ${one.criticality}, ${one.gxp}, ${one.sox}, ${one.technology},
      ${one.lifecycleStage}, ${one.validatedState}, ${one.version}, ${one.changedAt})
    on conflict (key) do nothing`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

/** Writes the application at its new version; the row must still be at the one before. */
export async function updateApplication(tx: Tx, one: Application): Promise<void> {
  const updated = await sql`
    update portfolio.application set name = ${one.name}, description = ${one.description}, unit_id = ${one.unitId}, owner_id = ${one.ownerId},
      criticality = ${one.criticality}, gxp = ${one.gxp}, sox = ${one.sox}, technology = ${one.technology}, lifecycle_stage = ${one.lifecycleStage},
      validated_state = ${one.validatedState}, withdrawn_at = ${one.withdrawnAt}, version = ${one.version}, changed_at = ${one.changedAt}
    where id = ${one.id} and version = ${one.version - 1}`.execute(tx);
  if (updated.numAffectedRows !== 1n) throw new Error(`application ${one.key} was changed by somebody else while it was locked`);
}

export async function insertDependency(tx: Tx, one: Dependency): Promise<void> {
  await sql`insert into portfolio.dependency (id, from_id, to_id, type, note) values (${one.id}, ${one.fromId}, ${one.toId}, ${one.type}, ${one.note})`.execute(
    tx,
  );
}

export async function updateNote(tx: Tx, one: Dependency): Promise<void> {
  await sql`update portfolio.dependency set note = ${one.note} where id = ${one.id}`.execute(tx);
}

export async function closeDependencies(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await sql`update portfolio.dependency set withdrawn_at = ${now} where id = any(${[...ids]}::uuid[]) and withdrawn_at is null`.execute(
    tx,
  );
}
