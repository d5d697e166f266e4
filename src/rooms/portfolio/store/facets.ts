import { sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';
import type { Criticality, Relevance } from '../core/application.ts';
import { facetsOfApplication } from '../core/facets.ts';

export type ApplicationFacets = { readonly applicationId: string; readonly facets: readonly string[] };

type Row = { id: string; criticality: Criticality; gxp: Relevance; sox: Relevance; path: string[] };

/** Facets of applications, share-locked in the order of their ids until the transaction ends. */
export async function lockFacets(tx: Tx, ids: readonly string[]): Promise<readonly ApplicationFacets[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    select a.id, a.criticality, a.gxp, a.sox, u.path from portfolio.application a join identity.units u on u.id = a.unit_id
    where a.id = any(${[...ids]}::uuid[]) order by a.id for share of a`.execute(tx);
  return rows.map((row) => ({ applicationId: row.id, facets: facetsOfApplication(row, row.path) }));
}
