import type { Work } from '../../../foundation/transact.ts';

export async function refacetHolds(_work: Work, _facet: string, _newFacets: readonly string[]): Promise<void> {
  throw new Error('being written');
}
