import type { Work } from '../../../foundation/transact.ts';
import { refacet } from '../../interlocks/door.ts';
import { lockFacetsBelow } from '../store/facets.ts';

/** A unit stands elsewhere in the organisation now: freezes and windows of other units select the applications in it and below (decision record 0005). */
export async function refacetUnit(work: Work, unitId: string): Promise<void> {
  for (const { applicationId, facets } of await lockFacetsBelow(work.tx, unitId))
    await refacet(work, `application:${applicationId}`, facets);
}
