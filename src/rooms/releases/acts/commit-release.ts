import { alike } from '../../../foundation/alike.ts';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import * as gates from '../../gates/door.ts';
import * as interlocks from '../../interlocks/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { type Claim, claimsOf } from '../core/holds.ts';
import { isFinal } from '../core/lifecycle.ts';
import { erasablePaths, toRecord } from '../core/record.ts';
import type { Release } from '../core/release.ts';
import { restChange } from '../core/resting.ts';
import { findRelease, heldByParts } from '../store/read-releases.ts';
import { insertRelease, updateRelease } from '../store/save-release.ts';
import { subjectKind, subjectOf } from './release-subject.ts';

type Entry = { readonly act: string; readonly reason: string | null };

/** Saves a release, holds what it claims, sends its gates to rest or wakes them, and says so: the one way in which releases are written. */
export async function commitRelease(work: Work, before: Release | null, after: Release, entry: Entry): Promise<Outcome<Release>> {
  if (before === null) await insertRelease(work.tx, after);
  else await updateRelease(work.tx, before, after);
  const refusals = await holdAgain(work, before, after);
  if (refusals.length > 0) return refused(refusals);
  if (before !== null) await restGates(work, before, after);
  work.say({
    act: entry.act,
    subject: subjectOf(after),
    version: after.version,
    before: before === null ? null : toRecord(before),
    after: toRecord(after),
    reason: entry.reason,
    erasable: erasablePaths(after),
  });
  return done(after);
}

async function restGates(work: Work, before: Release, after: Release): Promise<void> {
  if (before.state === after.state) return;
  const { rest, wake } = restChange(before, after);
  if (rest === 'all' || rest.length > 0) await gates.restGatesIn(work, subjectOf(after), rest, true);
  if (wake.length > 0) await gates.restGatesIn(work, subjectOf(after), wake, false);
}

const claimed = (claims: readonly Claim[], release: Release | null) => [claims, release?.name, release?.unitId];

/** Places the claims anew where they changed, and those of the train, which holds only what none of its parts does. */
async function holdAgain(work: Work, before: Release | null, after: Release): Promise<readonly Refusal[]> {
  const held = after.kind === 'enterprise' ? await heldByParts(work.tx, after.id) : new Set<string>();
  const claims = claimsOf(after, held);
  const old = before === null ? [] : claimsOf(before, held);
  if ((claims.length > 0 || old.length > 0) && !alike(claimed(claims, after), claimed(old, before))) {
    const placed = await place(work, after, claims);
    if (!placed.ok) return placed.refusals;
  }
  return partsChanged(before, after) ? holdForTrains(work, before, after) : [];
}

const partsText = (release: Release | null): string =>
  release === null
    ? ''
    : JSON.stringify([
        release.parentId,
        isFinal(release.state),
        release.applications.map((application) => application.applicationId),
      ]);
const partsChanged = (before: Release | null, after: Release): boolean =>
  (before?.parentId ?? after.parentId) !== null && partsText(before) !== partsText(after);

async function holdForTrains(work: Work, before: Release | null, after: Release): Promise<readonly Refusal[]> {
  const parents = [...new Set([before?.parentId ?? null, after.parentId])].filter((id) => id !== null).toSorted();
  for (const id of parents) {
    const parent = await findRelease(work.tx, id, 'for update');
    if (parent === null || parent.release.applications.length === 0) continue;
    const placed = await place(work, parent.release, claimsOf(parent.release, await heldByParts(work.tx, id)));
    if (!placed.ok) return placed.refusals;
  }
  return [];
}

async function place(work: Work, release: Release, claims: readonly Claim[]) {
  const ids = claims.map((claim) => claim.applicationId);
  const [facets, applications] = [await portfolio.facetsOf(work.tx, ids), await portfolio.applicationsBy(work.tx, { ids })];
  const facetsById = new Map(facets.map((facet) => [facet.applicationId, facet.facets] as const));
  const nameById = new Map(applications.map((application) => [application.id, application.name] as const));
  const owner = {
    kind: subjectKind,
    id: release.id,
    key: release.key,
    label: `${release.key} ${release.name}`,
    unitIds: [release.unitId],
  };
  return interlocks.placeHolds(
    work,
    owner,
    claims.map((claim) => ({
      slot: claim.applicationId,
      resource: { kind: 'application', id: claim.applicationId, label: nameById.get(claim.applicationId) ?? claim.applicationId },
      start: claim.start,
      end: claim.end,
      strength: claim.strength,
      exclusive: claim.exclusive,
      facets: facetsById.get(claim.applicationId) ?? [],
      deployment: claim.deployment,
      needsWindow: claim.needsWindow,
    })),
  );
}
