import type { Work } from '../../../foundation/transact.ts';
import { retellFacets } from '../core/retell-facets.ts';
import { holdsWithFacet } from '../store/load-claims.ts';
import { lockOwners, shareRestrictions } from '../store/lock-claims.ts';
import { writeFacets } from '../store/write-claims.ts';
import { judgeDeployments } from './place-restrictions.ts';

/** Something that is held has changed: the holds on it take over its new facets and are held against freezes and windows again (law 8). */
export async function refacetHolds(work: Work, facet: string, newFacets: readonly string[]): Promise<void> {
  await shareRestrictions(work.tx);
  await lockOwners(
    work.tx,
    (await holdsWithFacet(work.tx, facet)).map((hold) => hold.owner),
  );
  const holds = (await holdsWithFacet(work.tx, facet)).map((hold) => ({ ...hold, facets: retellFacets(hold.facets, newFacets) }));
  if (holds.length === 0) return;
  await writeFacets(work.tx, holds);
  await judgeDeployments(work, holds);
}
