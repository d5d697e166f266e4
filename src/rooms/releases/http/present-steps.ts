import type { z } from 'zod';
import type { Call } from '../../../foundation/transact.ts';
import { takeableRow } from '../acts/next-step.ts';
import type * as contract from '../contract.ts';
import type { ReleaseState, ReleaseVerb } from '../contract.ts';
import { helpingVerbs, nextVerb, rightOfVerb } from '../core/lifecycle.ts';
import { isWaitedFor } from '../core/waited-for.ts';
import { everything, openStates } from '../store/list-filter.ts';
import { listReleases } from '../store/list-releases.ts';
import { findRelease } from '../store/read-releases.ts';
import type { ReleaseWithNames } from '../store/release-row.ts';
import { presentGoLive } from './present-release.ts';

type Steps = z.input<typeof contract.home.reply>['steps'];
const shown = 20;
/** Releases that are judged for one reader: each costs a few reads. */
const judged = 40;

export const homeLine = ({ release }: ReleaseWithNames, why: readonly string[]) => ({
  id: release.id,
  key: release.key,
  name: release.name,
  state: release.state,
  goLive: presentGoLive(release.goLive),
  why: [...why],
});

/** One of each list in turn, so that a state with many releases hides no other state. Pure. */
export function inTurn<T>(lists: readonly (readonly T[])[], limit: number): readonly T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list.slice(place, place + 1)))
    .flat()
    .slice(0, limit);
}

const goLiveOf = ({ release }: ReleaseWithNames): number => release.goLive?.start.getTime() ?? Number.POSITIVE_INFINITY;

/** The steps that the reader has the right to take and that nothing blocks: the nearest releases of each state, soonest go-live first. */
export async function stepsWaiting(call: Call, now: Date): Promise<Steps> {
  const { app, actor } = call;
  const db = app.database.db;
  const reach = app.ports.authority.reach(actor, 'releases.read');
  const may = (verb: ReleaseVerb, unitId: string | null) =>
    app.ports.authority.may(actor, rightOfVerb(verb), unitId).length === 0;
  const verbsIn = (state: ReleaseState): readonly ReleaseVerb[] =>
    [nextVerb[state] ?? [], helpingVerbs[state] ?? []].flat().filter((verb) => may(verb, null));
  const states = openStates.filter((state) => state !== 'on-hold' && verbsIn(state).length > 0);
  const nearest = await Promise.all(
    states.map((state) =>
      listReleases(
        db,
        { ...everything, reach, open: true, states: [state] },
        { sort: { by: 'goLive', descending: false }, after: null, limit: judged },
      ),
    ),
  );
  const steps: Steps = [];
  for (const candidate of inTurn(nearest, judged).toSorted((a, b) => goLiveOf(a) - goLiveOf(b))) {
    const verbs = verbsIn(candidate.release.state).filter((verb) => may(verb, candidate.release.unitId));
    const release = verbs.length === 0 ? null : ((await findRelease(db, candidate.release.id))?.release ?? null);
    if (release === null) continue;
    for (const verb of verbs.filter((one) => isWaitedFor(release, one, now))) {
      const row = await takeableRow({ db, app, actor, now }, release, verb);
      if (row !== null) steps.push({ ...homeLine(candidate, []), verb, says: row.says });
    }
    if (steps.length >= shown) break;
  }
  return steps.slice(0, shown);
}
