import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { faultsOfClaims } from '../core/claim-refusals.ts';
import { collisionsWithRestrictions } from '../core/find-collisions.ts';
import type { Hold, Owner, RestrictionDraft } from '../core/hold.ts';
import { openRestrictedOf } from '../store/collisions.ts';
import { deploymentsTouchedBy, restrictionsAround, restrictionsOf } from '../store/load-claims.ts';
import { closeRestrictions } from '../store/lock-claims.ts';
import { replaceRestrictions } from '../store/write-claims.ts';
import { keepCollisions } from './keep-collisions.ts';

/** Judged at once, so that an organisation-wide freeze over thousands of deployments stays within bounded memory. */
const judgedAtOnce = 1_000;

/** Replaces all freezes and windows of an owner; every deployment that they touch, or touched, is judged anew in this transaction. */
export async function placeRestrictions(work: Work, owner: Owner, drafts: readonly RestrictionDraft[]): Promise<Outcome<null>> {
  const faults = faultsOfClaims(drafts);
  if (faults.length > 0) return refused(faults);
  await closeRestrictions(work.tx);
  const before = await restrictionsOf(work.tx, owner);
  await replaceRestrictions(work.tx, owner, drafts);
  await judgeDeployments(work, await deploymentsTouchedBy(work.tx, differing(before, drafts)));
  return done(null);
}

/** Restrictions that are new, gone or other than they were. One that only got another label touches nobody. */
function differing(before: readonly RestrictionDraft[], after: readonly RestrictionDraft[]): readonly RestrictionDraft[] {
  const faceOf = (one: RestrictionDraft): string =>
    JSON.stringify([one.slot, one.kind, one.start, one.end, one.severity, one.selector.toSorted()]);
  const old = new Set(before.map(faceOf));
  const now = new Set(after.map(faceOf));
  return [...before.filter((one) => !now.has(faceOf(one))), ...after.filter((one) => !old.has(faceOf(one)))];
}

/** Holds deployments against freezes and windows as they stand in the index now. */
export async function judgeDeployments(work: Work, holds: readonly Hold[]): Promise<void> {
  for (let from = 0; from < holds.length; from += judgedAtOnce) {
    const some = holds.slice(from, from + judgedAtOnce);
    const found = collisionsWithRestrictions(some, await restrictionsAround(work.tx, some));
    await keepCollisions(work, await openRestrictedOf(work.tx, some), found);
  }
}
