import { Worker } from 'node:worker_threads';
import type { Reach } from '../../../foundation/actor.ts';
import { sha256 } from '../../../foundation/canonical-json.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { peopleBy } from '../../identity/door.ts';
import { bounded } from '../core/bounded.ts';
import { countRows, diffPlan, type PlanCounts, type PlanRow, type PlanSubject } from '../core/diff-plan.ts';
import { type KnownKeys, knownIn } from '../core/known-in.ts';
import type { PlanFile, PlanSection } from '../core/plan-file.ts';
import { planLimits } from '../core/plan-limits.ts';
import { integrationRefusals as no } from '../core/refusals.ts';
import { type TakeOver, takeOversIn } from '../core/take-over.ts';
import { ownedBy, ownedByOthers } from '../store/plans.ts';
import { oneAtATime } from './in-turn.ts';
import { type ReadInWorker, readWithLines } from './read-plan-worker.ts';
import { type StandingPlan, standingPlan } from './standing-plan.ts';

/** A plan that was read and compared: what the preview shows and what an application does. */
export type Compared = {
  readonly desired: PlanFile;
  readonly standing: StandingPlan;
  readonly rows: readonly PlanRow[];
  readonly counts: PlanCounts;
  /** Rows that change what another plan brought. */
  readonly takeOvers: readonly TakeOver[];
  /** Line of a record in the file. */
  readonly lineOf: (subject: PlanSubject, key: string) => number | null;
  /** Hash over the rows: an application may say which preview it was confirmed on. */
  readonly fingerprint: string;
};

const sectionOf: Readonly<Record<PlanSubject, PlanSection>> = {
  unit: 'units',
  application: 'applications',
  dependency: 'dependencies',
  calendar: 'calendars',
  window: 'windows',
  freeze: 'freezes',
  release: 'releases',
  history: 'history',
};

/** Above this the reading goes to a worker thread, so that a large file does not hold up everybody else's requests. */
const readInPlace = 128 * 1024;
/** A large file takes a core and some hundred megabytes while it is read: one at a time, whoever previews how many. */
const inTurn = oneAtATime(3);

/** Null when the reading took more time or memory than a plan of the largest size takes. */
function inWorker(text: string, known: KnownKeys): Promise<ReadInWorker | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read-plan-worker.ts', import.meta.url), {
      workerData: { text, known },
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    const deadline = setTimeout(() => void worker.terminate(), 60_000);
    worker.once('message', resolve);
    worker.once('error', (error) => (isOutOfMemory(error) ? resolve(null) : reject(error)));
    worker.once('exit', () => {
      clearTimeout(deadline);
      resolve(null);
    });
  });
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

async function readLarge(text: string, known: KnownKeys): Promise<Outcome<ReadInWorker>> {
  const turn = await inTurn(async () => ({ read: await inWorker(text, known) }));
  if (turn === null) return refuse(no['readers-busy']({}));
  return turn.read === null ? refuse(no['plan-too-costly']({}, { field: '/text' })) : done(turn.read);
}

const problemRefusals = (read: Extract<ReadInWorker, { ok: false }>): readonly Refusal[] => {
  const refusals = read.problems.map(({ line, column, path, message, code, remedy }) =>
    no['bad-plan-file']({ line, column, path, message, rule: code, fix: remedy }, { field: '/text' }),
  );
  return bounded(refusals, read.more);
};

/** What a file leaves open is settled by what stands, so that it is shown as it will be and a second application finds nothing to do. */
const adopted = (plan: PlanFile, standing: StandingPlan): PlanFile =>
  withDefaultCalendar(withRoot(plan, standing.rootUnit?.key), standing.plan.calendars);

/** Where no calendar of a file claims to be the default, the one that is stays it; the first calendar of all becomes it. */
function withDefaultCalendar(plan: PlanFile, standing: PlanFile['calendars']): PlanFile {
  if (plan.calendars.some((one) => one.default)) return plan;
  const present = standing.length === 0 ? plan.calendars[0]?.key : standing.find((one) => one.default)?.key;
  return { ...plan, calendars: plan.calendars.map((one) => (one.key === present ? { ...one, default: true } : one)) };
}

/** A unit at the top of a file stands below the organisation's root, unless it is the root itself. */
function withRoot(plan: PlanFile, root: string | undefined): PlanFile {
  if (root === undefined) return plan;
  return {
    ...plan,
    units: plan.units.map((unit) => (unit.parent === undefined && unit.key !== root ? { ...unit, parent: root } : unit)),
  };
}

/** E-mails that nobody here has, each with the first line that names it. */
async function unknownOwners(db: Db, plan: PlanFile, lineOf: Compared['lineOf']): Promise<readonly Refusal[]> {
  const named = new Map<string, number>();
  for (const one of plan.applications)
    if (one.owner !== undefined && !named.has(one.owner)) named.set(one.owner, lineOf('application', one.key) ?? 1);
  for (const one of plan.releases)
    if (one.owner !== undefined && !named.has(one.owner)) named.set(one.owner, lineOf('release', one.key) ?? 1);
  const known = new Set((await peopleBy(db, { emails: [...named.keys()] })).map((person) => person.email));
  return [...named]
    .filter(([email]) => !known.has(email))
    .map(([email, line]) => no['owner-unknown']({ email, line }, { field: '/text' }));
}

/** Reads a plan file and compares it with what stands. Nothing is written. Every problem is told with its line. */
export async function comparePlan(db: Db, text: string, reach: Reach, only: readonly PlanSection[]): Promise<Outcome<Compared>> {
  const bytes = Buffer.byteLength(text);
  const blank = await standingPlan(db, { interlock: 1, name: 'standing', zone: 'UTC' }, reach);
  const known = knownIn(blank.plan);
  const large = bytes > readInPlace && bytes <= planLimits.bytes;
  const reading = large ? await readLarge(text, known) : done(readWithLines(text, known));
  if (!reading.ok) return reading;
  const read = reading.value;
  if (!read.ok) return refused(problemRefusals(read));
  const lines = new Map(read.lines);
  const lineOf: Compared['lineOf'] = (subject, key) => lines.get(`${sectionOf[subject]} ${key}`) ?? null;
  const desired = adopted(read.plan, blank);
  const missing = await unknownOwners(db, desired, lineOf);
  if (missing.length > 0) return refused(bounded(missing));
  const standing = { ...blank, plan: { ...blank.plan, name: desired.name, zone: desired.zone } };
  const owned = await ownedBy(db, desired.name);
  const rows = diffPlan(desired, standing.plan, owned).filter(
    (row) => only.length === 0 || only.includes(sectionOf[row.subject]),
  );
  const takeOvers = takeOversIn(rows, await ownedByOthers(db, desired.name), lineOf);
  return done({
    desired,
    standing,
    rows,
    counts: countRows(rows),
    takeOvers,
    lineOf,
    fingerprint: sha256(
      JSON.stringify([desired.name, rows, takeOvers.map(({ subject, key, plan }) => [subject, key, plan])]),
    ).toString('hex'),
  });
}
