import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type Limits, limitsHold, releaseElsewhere } from '../core/limited-grant.ts';
import { namesNothing } from '../core/unknown.ts';
import { anyUnder } from '../store/units.ts';

type Wanted = {
  readonly role: string;
  readonly group?: string | undefined;
  readonly releases?: readonly string[] | undefined;
  readonly trailFrom?: Date | null | undefined;
  readonly trailUntil?: Date | null | undefined;
};

/** What a wanted grant is limited to, its releases by id: they exist, and the unit of the grant holds them. */
export async function limitsOf(work: Work, wanted: Wanted, unitId: string): Promise<Outcome<Limits>> {
  const kind = work.app.subjects.get('release');
  const ids = new Set<string>();
  const refusals: Refusal[] = [];
  for (const [place, named] of (wanted.releases ?? []).entries()) {
    const id = (await kind?.find(work.tx, named)) ?? null;
    if (id === null) refusals.push(namesNothing('release', named, `/releases/${place}`));
    else if (!(await anyUnder(work.tx, unitId, (await kind?.unitIds?.(work.tx, id)) ?? [])))
      refusals.push(releaseElsewhere(named, place));
    else ids.add(id);
  }
  const limits = {
    releaseIds: wanted.releases === undefined ? null : [...ids].toSorted(),
    trailFrom: wanted.trailFrom ?? null,
    trailUntil: wanted.trailUntil ?? null,
  };
  refusals.push(...limitsHold({ role: wanted.role, toGroup: wanted.group !== undefined }, limits));
  return refusals.length > 0 ? refused(refusals) : done(limits);
}
