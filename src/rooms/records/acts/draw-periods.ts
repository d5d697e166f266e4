import { randomBytes } from 'node:crypto';
import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { recordsWritten } from '../../ledger/door.ts';
import { drawReleases, drawRule, type Member } from '../core/programme/draw-releases.ts';
import { atMidnight, endOf, type Period, periodRecord, periodSubject } from '../core/programme/period.ts';
import type { Programme } from '../core/programme/programme.ts';
import { insertPeriod } from '../store/periods.ts';
import { findProgramme, programmesDue, unitsBelow } from '../store/programmes.ts';
import { nextProgramme } from './run-programme.ts';

export const drawPeriodsJob = 'records.draw-periods';
const dayMs = 86_400_000;
/** Periods of one programme that one turn of the job draws at most: a programme may begin in the past. */
const mostTurns = 16;
/** Releases of a period at most: more are counted in the unit below, by a programme of its own. */
const mostReleases = 2_000;

const callOf = (app: Services): Call => ({
  app,
  actor: systemActor(drawPeriodsJob),
  requestId: uuidv7(),
  ifVersion: null,
  idempotency: null,
});

/** Draws every period that is over and was not drawn yet; one that fails holds up no other. */
export async function drawPeriods(app: Services): Promise<void> {
  const failed: unknown[] = [];
  for (let turn = 0; turn < mostTurns; turn++) {
    const due = await programmesDue(app.database.db, app.clock.now().toISOString().slice(0, 10));
    if (due.length === 0) break;
    for (const id of due)
      try {
        await transact(callOf(app), async (work) => done(await drawNext(work, id)));
      } catch (error) {
        failed.push(error);
      }
    if (failed.length > 0) break;
  }
  const [first] = failed;
  if (first !== undefined) throw first;
}

async function drawNext(work: Work, programmeId: string): Promise<null> {
  const programme = await findProgramme(work.tx, programmeId, true);
  if (programme === null || programme.endedAt !== null) return null;
  const endsOn = endOf(programme.nextOn, programme.everyMonths);
  const [startsAt, endsAt] = [atMidnight(programme.nextOn), atMidnight(endsOn)];
  if (endsAt > work.now) return null;
  const population = await workedOn(work, programme, startsAt, endsAt);
  const seed = randomBytes(16).toString('hex');
  const period: Period = {
    id: uuidv7(work.now.getTime()),
    key: await work.nextKey('RPD', 1001),
    programmeId: programme.id,
    unitId: programme.unitId,
    startsAt,
    endsAt,
    dueAt: new Date(Math.max(endsAt.getTime(), programme.startedAt.getTime()) + programme.dueDays * dayMs),
    seed,
    rule: drawRule,
    random: programme.random,
    population,
    ...drawReleases(seed, population, programme.random),
    systems: programme.systems,
    drawnAt: work.now,
  };
  if (await insertPeriod(work.tx, period))
    work.say({
      act: 'records.period-drawn',
      subject: periodSubject(period),
      version: 1,
      before: null,
      after: periodRecord(period),
    });
  await nextProgramme(work, 'records.programme-followed', programme, { nextOn: endsOn });
  return null;
}

/** Releases of the unit and of those below it that somebody wrote on, or on whose gates, with what makes them high-risk. */
async function workedOn(work: Work, programme: Programme, from: Date, until: Date): Promise<readonly Member[]> {
  const { app, tx } = work;
  const kind = app.subjects.get('release');
  const unitIds = await unitsBelow(tx, programme.unitId);
  const written = await recordsWritten(tx, { kinds: ['release', 'gate'], unitIds, from, until }, mostReleases * 4);
  const gateKind = app.subjects.get('gate');
  const ids = new Set<string>();
  for (const { kind: of, id } of written) {
    if (of === 'release') ids.add(id);
    else {
      const whole = await gateKind?.partOf?.(tx, id);
      if (whole?.kind === 'release') ids.add(whole.id);
    }
  }
  if (kind === undefined || ids.size === 0) return [];
  const wanted = [...ids].toSorted().slice(0, mostReleases);
  const labels = await kind.label(tx, wanted);
  const facets = (await kind.approvable?.facets(tx, wanted, app)) ?? new Map<string, readonly string[]>();
  return labels
    .map(({ id, key }) => ({
      id,
      key: key ?? id,
      high: (facets.get(id) ?? []).filter((facet) => programme.targets.includes(facet)),
    }))
    .toSorted((one, two) => (one.key < two.key ? -1 : 1));
}
