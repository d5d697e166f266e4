import type { Can } from '../../../foundation/contract.ts';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as gates from '../../gates/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { judgeVerbs } from '../acts/judge-verbs.ts';
import { refOf } from '../acts/release-subject.ts';
import { healthOf } from '../core/health.ts';
import { collisionCounts, noCollisions } from '../store/collision-counts.ts';
import { findRelease } from '../store/read-releases.ts';
import type { ReleaseWithNames } from '../store/release-row.ts';
import { gateLight, type LineReply, presentGate, presentHead, presentHealth } from './present-release.ts';

const applicationsShown = 20;

/** The lines of a page: gates, collisions and applications of all of them in one question each. */
export async function presentLines(
  call: Call,
  found: readonly ReleaseWithNames[],
  expand: readonly ('can' | 'gates')[],
): Promise<LineReply[]> {
  const { app } = call;
  const [db, now] = [app.database.db, app.clock.now()];
  const reach = app.ports.authority.reach(call.actor, 'releases.read');
  const refs = found.map(({ release }) => refOf(release));
  const seen = await gates.gatesSeen(db, refs, now);
  const counts = await collisionCounts(
    db,
    found.map(({ release }) => release),
    now,
  );
  const ids = [
    ...new Set(
      found.flatMap(({ release }) =>
        release.applications.slice(0, applicationsShown).map((application) => application.applicationId),
      ),
    ),
  ];
  const keys = new Map(
    (ids.length === 0 ? [] : await portfolio.applicationsBy(db, { ids })).map(
      (application) => [application.id, application.key] as const,
    ),
  );
  const lines: LineReply[] = [];
  for (const each of found) {
    const { release } = each;
    const collisions = counts.get(release.id) ?? noCollisions;
    lines.push({
      ...presentHead(each, reach, now, collisions),
      applications: release.applications.slice(0, applicationsShown).map(({ applicationId, role, result }) => ({
        id: applicationId,
        key: keys.get(applicationId) ?? applicationId,
        role,
        result,
      })),
      applicationCount: release.applications.length,
      health: presentHealth(healthOf(release, { now, gates: gateLight(seen.get(release.id)?.standing), collisions })),
      ...(expand.includes('gates') ? { gates: (seen.get(release.id)?.strip ?? []).map(presentGate) } : {}),
      ...(expand.includes('can') ? { can: await canOf(call, release.id) } : {}),
    });
  }
  return lines;
}

/** `can` of a line needs the decisions, which lists do not read. */
async function canOf(call: Call, id: string): Promise<Can> {
  const { app, actor } = call;
  const whole = await findRelease(app.database.db, id);
  return whole === null
    ? {}
    : presentCan(Object.fromEntries(await judgeVerbs({ db: app.database.db, app, actor, now: app.clock.now() }, whole.release)));
}
