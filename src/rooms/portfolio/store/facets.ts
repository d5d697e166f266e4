import type { Tx } from '../../../foundation/database/database.ts';

export type ApplicationFacets = { readonly applicationId: string; readonly facets: readonly string[] };

export async function lockFacets(_tx: Tx, _ids: readonly string[]): Promise<readonly ApplicationFacets[]> {
  throw new Error('being written');
}
