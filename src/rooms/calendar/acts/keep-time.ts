import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { horizonAround } from '../core/series.ts';
import { freezeForUpdate, freezesToExtend } from '../store/freezes.ts';
import { noteRestricted, windowForUpdate, windowsOver, windowsToExtend } from '../store/windows.ts';
import { freezeRestrictions, restrict, standsInIndex, windowRestrictions } from './keep.ts';
import { actOnWindowIn } from './step-window.ts';

const atOnce = 200;
const dayMs = 86_400_000;
const noId = '00000000-0000-0000-0000-000000000000';

const callOf = (app: Services, job: string): Call => ({
  app,
  actor: systemActor(job),
  requestId: uuidv7(),
  ifVersion: null,
  idempotency: null,
});

/** Lets windows lapse that are over and were not used, each in a transaction of its own. @returns how many. */
export async function lapseWindows(app: Services): Promise<number> {
  let lapsed = 0;
  for (const id of await windowsOver(app.database.db, app.clock.now(), atOnce * 5)) {
    const outcome = await transact(callOf(app, 'calendar.lapse'), (work) => actOnWindowIn(work, id, 'lapse', {}));
    // Somebody was faster, with a use or a withdrawal: nothing is left to do.
    if (outcome.ok && outcome.value.changed) lapsed += 1;
  }
  return lapsed;
}

/**
 * Brings series that repeat up to twenty-four months from now in the index of restrictions, once they lack a week of it. The records stay as they are, so
 * nothing is said of them; collisions that arise are.
 * @returns how many.
 */
export async function extendRestrictions(app: Services): Promise<number> {
  const before = new Date(horizonAround(app.clock.now()).end.getTime() - 7 * dayMs);
  const windows = await eachInTurn(
    (after) => windowsToExtend(app.database.db, before, after, atOnce),
    (id) => extend(app, id, extendWindow),
  );
  const freezes = await eachInTurn(
    (after) => freezesToExtend(app.database.db, before, after, atOnce),
    (id) => extend(app, id, extendFreeze),
  );
  return windows + freezes;
}

async function eachInTurn(
  next: (after: string) => Promise<readonly string[]>,
  run: (id: string) => Promise<boolean>,
): Promise<number> {
  let count = 0;
  for (let ids = await next(noId); ids.length > 0; ids = await next(ids.at(-1) ?? noId)) {
    for (const id of ids) if (await run(id)) count += 1;
  }
  return count;
}

async function extend(app: Services, id: string, one: (work: Work, id: string) => Promise<Outcome<boolean>>): Promise<boolean> {
  const outcome = await transact(callOf(app, 'calendar.extend'), (work) => one(work, id));
  if (!outcome.ok)
    app.log.warn({ id, refusals: outcome.refusals }, 'a series could not be extended; it stands in the index as far as before');
  return outcome.ok && outcome.value;
}

async function extendWindow(work: Work, id: string): Promise<Outcome<boolean>> {
  const record = await windowForUpdate(work.tx, id, 'all');
  if (record === undefined || !standsInIndex(record)) return done(false);
  const restrictions = windowRestrictions(record, work.now);
  if (!restrictions.ok) return restrictions;
  const placed = await restrict(work, 'window', { ...record, label: record.window.name }, restrictions.value);
  if (!placed.ok) return placed;
  await noteRestricted(work.tx, 'release_window', id, restrictions.value.until);
  return done(true);
}

async function extendFreeze(work: Work, id: string): Promise<Outcome<boolean>> {
  const record = await freezeForUpdate(work.tx, id, 'all');
  if (record === undefined || record.state !== 'active') return done(false);
  const restrictions = freezeRestrictions(record, work.now);
  if (!restrictions.ok) return restrictions;
  const placed = await restrict(work, 'freeze', { ...record, label: record.name }, restrictions.value);
  if (!placed.ok) return placed;
  await noteRestricted(work.tx, 'freeze', id, restrictions.value.until);
  return done(true);
}
