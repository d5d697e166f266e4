import { csvAnswer } from '../../../foundation/csv.ts';
import { presentRefusal } from '../../../foundation/http/problem.ts';
import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as gates from '../../gates/door.ts';
import * as interlocks from '../../interlocks/door.ts';
import { actOnRelease } from '../acts/act-on-release.ts';
import { changeRelease } from '../acts/change-release.ts';
import { demandsOfRelease } from '../acts/gates-demanded.ts';
import { moveRelease } from '../acts/move-release.ts';
import { nextStepOf } from '../acts/next-step.ts';
import { placeDemandedGates, placeReleaseGates } from '../acts/place-release-gates.ts';
import { previewMove } from '../acts/preview-move.ts';
import { proposeRelease } from '../acts/propose-release.ts';
import { refOf, type Written } from '../acts/release-subject.ts';
import * as contract from '../contract.ts';
import { listReleases, sortValue } from '../store/list-releases.ts';
import { releaseColumns, releasePages } from './export-releases.ts';
import { presentCalendar } from './present-calendar.ts';
import { presentDemands } from './present-demands.ts';
import { presentGatesAsked } from './present-gates-asked.ts';
import { presentHome } from './present-home.ts';
import { presentLines } from './present-line.ts';
import { presentNext } from './present-next.ts';
import { presentPast } from './present-past.ts';
import { presentGoLive, presentRelease, type ReleaseReply } from './present-release.ts';
import { readAct } from './read-act.ts';
import { cursorOf, filterOf, readCursor, sortOf } from './read-filter.ts';
import { asking, readable } from './readable.ts';

const no = defineRefusals('releases', {
  'span-too-long': {
    kind: 'malformed',
    says: () => 'The calendar shows spans that end after they start, of at most six years.',
    remedy: 'Ask for a shorter span.',
  },
});

const longest = 6 * 366 * 86_400_000;

/** The record as it is after an act. */
async function shown(call: Call, outcome: Outcome<Written>): Promise<Outcome<Answer<ReleaseReply>>> {
  if (!outcome.ok) return outcome;
  const found = await readable(call, outcome.value.id);
  return found.ok ? done({ body: await presentRelease(asking(call), found.value), etag: found.value.release.version }) : found;
}

export const routes: readonly Route[] = [
  route(contract.listReleases, async ({ call, query }) => {
    const sort = sortOf(query.sort);
    const after = readCursor(query.cursor, sort);
    if (!after.ok) return after;
    const filter = await filterOf(call, query);
    const found = await listReleases(call.app.database.db, filter, { sort, after: after.value, limit: query.limit + 1 });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const nextCursor =
      found.length > query.limit && last !== undefined ? cursorOf(sortValue(last, sort.by), last.release.id) : null;
    return done({ body: { items: await presentLines(call, page, query.expand ?? []), nextCursor } });
  }),

  route(contract.exportReleases, async ({ call, query }) => {
    const pages = releasePages(call, await filterOf(call, query), sortOf(query.sort));
    return done(csvAnswer('interlock-releases.csv', releaseColumns, pages));
  }),

  route(contract.getRelease, async ({ call, params, query }) => {
    const found = await readable(call, params.id);
    if (!found.ok) return found;
    if (query.asOf !== undefined) {
      const past = await presentPast(call, found.value, new Date(query.asOf));
      return past.ok ? done({ body: past.value.body, etag: past.value.version }) : past;
    }
    return done({ body: await presentRelease(asking(call), found.value), etag: found.value.release.version });
  }),

  route(contract.proposeRelease, async ({ call, body }) => shown(call, await proposeRelease(call, body))),

  route(contract.changeRelease, async ({ call, params, body }) => shown(call, await changeRelease(call, params.id, body))),

  route(contract.releaseGates, async ({ call, params }) => {
    const found = await readable(call, params.id);
    if (!found.ok) return found;
    const { release } = found.value;
    const asked = await gates.gateDraftsOf(call.app.database.db, [refOf(release)]);
    return done({
      body: { gates: presentGatesAsked(asked.get(release.id) ?? []), version: release.version },
      etag: release.version,
    });
  }),

  route(contract.releaseDemands, async ({ call, params }) => {
    const found = await readable(call, params.id);
    if (!found.ok) return found;
    const { release } = found.value;
    const demands = await demandsOfRelease(call.app, call.app.database.db, release);
    return done({ body: { items: presentDemands(demands), version: release.version }, etag: release.version });
  }),

  route(contract.placeDemandedGates, async ({ call, params, body }) =>
    shown(call, await placeDemandedGates(call, params.id, body.takeOver)),
  ),

  route(contract.placeReleaseGates, async ({ call, params, body }) => {
    const drafts = body.gates.map(({ dueAt, ...gate }) => ({ ...gate, dueAt: dueAt === null ? null : new Date(dueAt) }));
    return shown(call, await placeReleaseGates(call, params.id, drafts));
  }),

  route(contract.actOnRelease, async ({ call, params, body }) => {
    const input = await readAct(call.app.database.db, body);
    return shown(call, await actOnRelease(call, params.id, { verb: params.verb, input, signature: body.signature }));
  }),

  route(contract.bulkActs, async ({ call, body }) => {
    const results = [];
    for (const { id, version, signature } of body.items) {
      const input = await readAct(call.app.database.db, { reason: body.reason });
      const outcome = await actOnRelease(call, id, { verb: body.verb, input, signature, seen: version });
      results.push(
        outcome.ok
          ? { id, ok: true, version: outcome.value.version }
          : { id, ok: false, refusals: outcome.refusals.map(presentRefusal) },
      );
    }
    return done({ body: { results } });
  }),

  route(contract.previewMove, async ({ call, params, body }) => {
    const outcome = await previewMove(call, params.id, body);
    if (!outcome.ok) return outcome;
    const { before, move, parts, openBefore, openAfter, found, freeSlots, consequences, demands, refusals } = outcome.value;
    const goLive = { start: move.goLive.start.toISOString(), end: move.goLive.end.toISOString(), zone: move.goLive.zone };
    const shownCollisions = await interlocks.showCollisions(call.app, call.app.database.db, call.actor, found);
    return done({
      body: {
        before: { goLive: presentGoLive(before.goLive), backOutMinutes: before.backOutMinutes },
        after: { goLive, backOutMinutes: move.backOutMinutes },
        moved: parts.map(({ what, key, name, from, to, oldEnd, end }) => ({
          what,
          key,
          name,
          from: from.toISOString(),
          to: to.toISOString(),
          oldEnd: oldEnd?.toISOString() ?? null,
          end: end?.toISOString() ?? null,
        })),
        collisions: { before: openBefore, after: openAfter, found: [...shownCollisions] },
        freeSlots: freeSlots.map((slot) => ({ start: slot.start.toISOString(), end: slot.end.toISOString() })),
        consequences: [...consequences],
        demands: [...demands],
        refusals: refusals.map(presentRefusal),
      },
    });
  }),

  route(contract.moveRelease, async ({ call, params, body }) => shown(call, await moveRelease(call, params.id, body))),

  route(contract.nextStep, async ({ call, params }) => {
    const found = await readable(call, params.id);
    if (!found.ok) return found;
    const { release } = found.value;
    return done({ body: presentNext(release, await nextStepOf(asking(call), release)) });
  }),

  route(contract.releaseCalendar, async ({ call, query }) => {
    const span = { from: new Date(query.from), to: new Date(query.to) };
    const length = span.to.getTime() - span.from.getTime();
    if (length <= 0 || length > longest) return refuse(no['span-too-long']({}));
    const { from: _from, to: _to, ...rest } = query;
    return done({ body: await presentCalendar(call, await filterOf(call, rest), span) });
  }),

  route(contract.home, async ({ call }) => done({ body: await presentHome(call) })),
];
