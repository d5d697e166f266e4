import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import { findGate } from './read-gates.ts';

/** The gate as a subject of its own: for its history and its news. */
export const findGateId = async (db: Db, idOrKey: string): Promise<string | null> => (await findGate(db, idOrKey))?.id ?? null;

export async function gateLabels(db: Db, ids: readonly string[]): Promise<readonly SubjectLabel[]> {
  const { rows } = await sql<{ id: string; subjectKey: string | null; key: string; name: string; unitIds: readonly string[] }>`
    select id, subject_key as "subjectKey", key, name, unit_ids as "unitIds" from gates.gate where id = any(${ids}::uuid[])`.execute(
    db,
  );
  return rows.map(({ id, subjectKey, key, name, unitIds }) => ({
    id,
    key: subjectKey === null ? key : `${subjectKey}/${key}`,
    label: name,
    link: `/gates/${id}`,
    unitId: unitIds[0] ?? null,
  }));
}

export async function gateUnits(db: Db, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    unitIds: readonly string[];
  }>`select unit_ids as "unitIds" from gates.gate where id = ${id}`.execute(db);
  return rows[0]?.unitIds ?? [];
}

/** What the gate judges. */
export async function gateSubject(db: Db, id: string): Promise<{ readonly kind: string; readonly id: string } | null> {
  const { rows } = await sql<{ kind: string; id: string }>`
    select subject_kind as kind, subject_id as id from gates.gate where id = ${id}`.execute(db);
  return rows[0] ?? null;
}
