import type { RecordFields, Subject } from '../../../../foundation/record.ts';
import type { Member } from './draw-releases.ts';
import type { Named } from './programme.ts';

export const periodKind = 'review-period';

/** One turn of a programme, `[startsAt, endsAt)` in UTC: what was there, what was drawn and with which seed. It is drawn once and never changed. */
export type Period = {
  readonly id: string;
  readonly key: string;
  readonly programmeId: string;
  readonly unitId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly dueAt: Date;
  readonly seed: string;
  readonly rule: string;
  readonly random: number;
  readonly population: readonly Member[];
  readonly targeted: readonly string[];
  readonly drawn: readonly string[];
  readonly systems: readonly Named[];
  readonly drawnAt: Date;
};

export const periodRecord = (one: Period): RecordFields => ({
  key: one.key,
  programmeId: one.programmeId,
  unitId: one.unitId,
  startsAt: one.startsAt.toISOString(),
  endsAt: one.endsAt.toISOString(),
  dueAt: one.dueAt.toISOString(),
  seed: one.seed,
  rule: one.rule,
  random: one.random,
  population: one.population.map(({ id, key, high }) => ({ id, key, high: [...high] })),
  targeted: [...one.targeted],
  drawn: [...one.drawn],
  systems: one.systems.map((system) => ({ ...system })),
  state: 'drawn',
});

export const periodSubject = ({ id, key, unitId }: Pick<Period, 'id' | 'key' | 'unitId'>): Subject => ({
  kind: periodKind,
  id,
  key,
  unitIds: [unitId],
});

/** The day on which a period that begins on a day ends, both ISO 8601; programmes begin on the first of a month. */
export function endOf(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

export const atMidnight = (day: string): Date => new Date(`${day}T00:00:00.000Z`);
