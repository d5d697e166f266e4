import { isUuid, uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { unitsToStandIn } from '../../identity/door.ts';
import { type Named, type Programme, programmeRecord, programmeSubject } from '../core/programme/programme.ts';
import { programmeRefusals as no } from '../core/programme/programme-refusals.ts';
import { findProgramme, saveProgramme } from '../store/programmes.ts';
import type { Ended } from './open-review.ts';

export type WantedProgramme = Pick<Programme, 'name' | 'everyMonths' | 'random' | 'targets' | 'dueDays'> & {
  readonly unit: string;
  readonly firstOn: string;
  readonly systems: readonly string[];
};

/** A programme can take in what was written before it was thought of, for so many months. */
const mostBack = 12;
const readRight = 'records.read-reviews';

/** Has the audit trail of a unit reviewed again and again. */
export const startProgramme = (call: Call, wanted: WantedProgramme): Promise<Outcome<Ended>> =>
  transact(call, async (work) => {
    const nowhere = work.mayNot('records.run-programmes', null);
    if (nowhere.length > 0) return refused(nowhere);
    const [unit] = await unitsToStandIn(work.tx, isUuid(wanted.unit) ? { ids: [wanted.unit] } : { keys: [wanted.unit] });
    if (unit === undefined || work.mayNot(readRight, unit.id).length > 0)
      return refuse(no['no-such-unit']({ unit: wanted.unit }, { field: '/unit' }));
    const denied = work.mayNot('records.run-programmes', unit.id);
    if (denied.length > 0) return refused(denied);
    const systems = await systemsNamed(work, wanted.systems);
    const broken = [...faultsOf(work, wanted), ...systems.faults];
    if (broken.length > 0) return refused(broken);
    const programme: Programme = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('RPG', 1001),
      name: wanted.name,
      unitId: unit.id,
      everyMonths: wanted.everyMonths,
      random: wanted.random,
      targets: [...new Set(wanted.targets)],
      systems: systems.found,
      dueDays: wanted.dueDays,
      nextOn: wanted.firstOn,
      startedBy: work.actor.id,
      startedAt: work.now,
      endedAt: null,
      version: 1,
    };
    await saveProgramme(work.tx, programme);
    sayProgramme(work, 'records.programme-started', null, programme);
    return done({ id: programme.id });
  });

/** Ends a programme; periods that were drawn stay due. */
export const endProgramme = (call: Call, id: string, reason: string): Promise<Outcome<Ended>> =>
  transact(call, async (work) => {
    const programme = await findProgramme(work.tx, id, true);
    if (programme === null || work.mayNot(readRight, programme.unitId).length > 0) return refuse(no['no-such-programme']({ id }));
    const denied = work.mayNot('records.run-programmes', programme.unitId);
    if (denied.length > 0) return refused(denied);
    if (programme.endedAt !== null) return done({ id: programme.id });
    const stale = await work.stale(programmeSubject(programme), programme.version);
    if (stale.length > 0) return refused(stale);
    await nextProgramme(work, 'records.programme-ended', programme, { endedAt: work.now }, reason);
    return done({ id: programme.id });
  });

/** Saves the next version of a programme and says so. */
export async function nextProgramme(
  work: Work,
  act: string,
  before: Programme,
  change: Partial<Programme>,
  reason: string | null = null,
): Promise<void> {
  const after = { ...before, ...change, version: before.version + 1 };
  await saveProgramme(work.tx, after);
  sayProgramme(work, act, before, after, reason);
}

function sayProgramme(work: Work, act: string, before: Programme | null, after: Programme, reason: string | null = null): void {
  work.say({
    act,
    subject: programmeSubject(after),
    version: after.version,
    before: before === null ? null : programmeRecord(before),
    after: programmeRecord(after),
    reason,
  });
}

function faultsOf({ app, now }: Work, { firstOn, random, targets, systems }: WantedProgramme): readonly Refusal[] {
  const earliest = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - mostBack, 1)).toISOString().slice(0, 10);
  const dimensions = app.subjects.get('release')?.approvable?.dimensions ?? [];
  const names = new Set(dimensions.map(({ name }) => name));
  const begins = firstOn.endsWith('-01') && firstOn >= earliest;
  return [
    ...(begins ? [] : [no['programme-begins']({ day: firstOn, most: mostBack }, { field: '/firstOn' })]),
    ...(random === 0 && targets.length === 0 && systems.length === 0 ? [no['programme-empty']({}, { field: '/random' })] : []),
    ...targets.flatMap((facet, at) => {
      const [name = '', value = ''] = facet.split(':');
      const dimension = dimensions.find((one) => one.name === name);
      const known = dimension !== undefined && (dimension.values === null || dimension.values.includes(value));
      return known ? [] : [no['facet-unknown']({ facet, known: [...names] }, { field: `/targets/${at}` })];
    }),
  ];
}

async function systemsNamed(
  work: Work,
  keys: readonly string[],
): Promise<{ readonly found: readonly Named[]; readonly faults: readonly Refusal[] }> {
  const kind = work.app.subjects.get('application');
  const found: Named[] = [];
  const faults: Refusal[] = [];
  for (const [at, system] of [...new Set(keys)].entries()) {
    const id = (await kind?.find(work.tx, system)) ?? null;
    const [label] = id === null ? [] : ((await kind?.label(work.tx, [id])) ?? []);
    const seen = label !== undefined && kind !== undefined && work.mayNot(kind.readRight, label.unitId).length === 0;
    if (seen) found.push({ kind: kind.kind, id: label.id, key: label.key ?? system });
    else faults.push(no['no-such-system']({ system }, { field: `/systems/${at}` }));
  }
  return { found, faults };
}
