import type { z } from 'zod';
import type { Call } from '../../../foundation/transact.ts';
import * as gates from '../../gates/door.ts';
import { refOf } from '../acts/release-subject.ts';
import type * as contract from '../contract.ts';
import { lateBy } from '../core/late.ts';
import { collisionCounts } from '../store/collision-counts.ts';
import { everything, openStates, type ReleaseFilter } from '../store/list-filter.ts';
import { countReleases, listReleases } from '../store/list-releases.ts';
import { homeLine as line, stepsWaiting } from './present-steps.ts';

type Home = z.input<typeof contract.home.reply>;
const shown = 20;
const countAtMost = 10_000;
const day = 86_400_000;

const firstPage = (call: Call, filter: ReleaseFilter, limit: number) =>
  listReleases(call.app.database.db, filter, { sort: { by: 'goLive', descending: false }, after: null, limit });

/** What waits for the one who asks: steps they could take, releases they own that are in trouble, what goes live next, five numbers. */
export async function presentHome(call: Call): Promise<Home> {
  const { app, actor } = call;
  const now = app.clock.now();
  const reach = app.ports.authority.reach(actor, 'releases.read');
  const open = { ...everything, reach, open: true };
  const next = await firstPage(call, { ...open, states: openStates.filter((state) => state !== 'on-hold'), goLiveFrom: now }, 10);
  const count = (filter: ReleaseFilter) => countReleases(app.database.db, filter, countAtMost);
  return {
    steps: await stepsWaiting(call, now),
    mine: await troubledOf(call, { ...open, ownerIds: [actor.id] }, now),
    nextGoLives: next.map((found) => line(found, [])),
    numbers: {
      open: await count(open),
      goLiveIn30Days: await count({ ...open, goLiveFrom: now, goLiveTo: new Date(now.getTime() + 30 * day) }),
      late: await count({ ...open, lateAt: now }),
      collisions: await count({ ...open, collisions: { which: 'any', at: now } }),
      deploying: await count({ ...open, states: ['deploying'] }),
    },
  };
}

/** Releases of a filter that are late, on a collision course, or whose gates are red; each with its reasons. At most 200 are looked at. */
async function troubledOf(call: Call, filter: ReleaseFilter, now: Date): Promise<Home['mine']> {
  const db = call.app.database.db;
  const found = await firstPage(call, filter, 200);
  const refs = found.map(({ release }) => refOf(release));
  if (refs.length === 0) return [];
  const standings = await gates.standingsOf(db, refs, now);
  const counts = await collisionCounts(
    db,
    found.map(({ release }) => release),
    now,
  );
  return found
    .map((each) => {
      const standing = standings.get(each.release.id);
      const blocking = counts.get(each.release.id)?.blocking ?? 0;
      return line(each, [
        ...lateBy(each.release, now).map((late) => late.what),
        ...(blocking > 0 ? [blocking === 1 ? '1 collision that blocks' : `${blocking} collisions that block`] : []),
        ...(standing?.worst === 'red' ? [standing.says] : []),
      ]);
    })
    .filter((each) => each.why.length > 0)
    .slice(0, shown);
}
