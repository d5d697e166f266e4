import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Criticality, Relevance } from '../core/application.ts';
import { facetsOfApplication } from '../core/facets.ts';

export type ApplicationFacets = { readonly applicationId: string; readonly facets: readonly string[] };

type Row = { id: string; criticality: Criticality; gxp: Relevance; sox: Relevance; path: string[] };

/** Facets as they are now, for a picture: nothing is locked. */
export async function readFacets(tx: Db | Tx, ids: readonly string[]): Promise<readonly ApplicationFacets[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    select a.id, a.criticality, a.gxp, a.sox, u.path from portfolio.application a join identity.units u on u.id = a.unit_id
    where a.id = any(${[...ids]}::uuid[]) order by a.id`.execute(tx);
  return rows.map((row) => ({ applicationId: row.id, facets: facetsOfApplication(row, row.path) }));
}

/**
 * Facets of applications, share-locked in the order of their ids until the transaction ends. Locked first and read in a second statement: who waited for somebody
 * that moved the application or its unit reads where it stands now.
 */
export async function lockFacets(tx: Tx, ids: readonly string[]): Promise<readonly ApplicationFacets[]> {
  if (ids.length === 0) return [];
  await sql`select 1 from portfolio.application where id = any(${[...ids]}::uuid[]) order by id for share`.execute(tx);
  return readFacets(tx, ids);
}

/** Facets of all applications in a unit and below it, locked for their change in the order of their ids. */
export async function lockFacetsBelow(tx: Tx, unitId: string): Promise<readonly ApplicationFacets[]> {
  const { rows } = await sql<{ id: string }>`
    select id from portfolio.application
    where unit_id = any(array(select id from identity.units where ${unitId}::uuid = any(path))) order by id for update`.execute(
    tx,
  );
  return readFacets(
    tx,
    rows.map((row) => row.id),
  );
}
