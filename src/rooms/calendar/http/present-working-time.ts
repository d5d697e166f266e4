import type { z } from 'zod';
import type { CadenceShown, cadenceRow, WorkingCalendarShown, workingCalendarRow } from '../contract.ts';
import type { CadenceRecord, CalendarRecord } from '../core/record.ts';
import { type Names, nameIn, namesOf } from '../store/names.ts';
import { canCadence, canCalendar, type Reader, readsIn } from './can.ts';
import { presentRecurrence, presentScope } from './present-parts.ts';

const pointing = (record: CadenceRecord) => ({ scope: record.scope, calendarId: record.workingCalendarId });

export async function presentCadences(reader: Reader, records: readonly CadenceRecord[]): Promise<z.output<typeof cadenceRow>[]> {
  const names = await namesOf(reader.app.database.db, records.map(pointing), readsIn(reader));
  return records.map((record) => presentCadenceRow(record, names));
}

const presentCadenceRow = (record: CadenceRecord, names: Names): z.output<typeof cadenceRow> => ({
  id: record.id,
  key: record.key,
  version: record.version,
  name: record.name,
  state: record.state,
  zone: record.recurrence.zone,
  repeats: presentRecurrence(record.recurrence),
  goLiveAfterMinutes: record.goLiveAfterMinutes,
  scope: presentScope(record.scope, names),
  changedAt: record.changedAt.toISOString(),
});

export async function presentCadence(reader: Reader, record: CadenceRecord): Promise<CadenceShown> {
  const names = await namesOf(reader.app.database.db, [pointing(record)], readsIn(reader));
  return {
    ...presentCadenceRow(record, names),
    targets: record.targets.map(({ key, name, days, measure }) => ({ key, name, days, measure })),
    workingCalendar: record.workingCalendarId === null ? null : nameIn(names.calendars, record.workingCalendarId),
    can: canCadence(reader, record),
  };
}

export const presentCalendarRow = (record: CalendarRecord): z.output<typeof workingCalendarRow> => ({
  id: record.id,
  key: record.key,
  version: record.version,
  name: record.name,
  zone: record.calendar.zone,
  isDefault: record.isDefault,
  withdrawn: record.withdrawnAt !== null,
  changedAt: record.changedAt.toISOString(),
});

export async function presentCalendar(reader: Reader, record: CalendarRecord): Promise<WorkingCalendarShown> {
  const { week, holidays } = record.calendar;
  const hours = (day: keyof typeof week) => week[day].map(({ from, to }) => ({ from, to }));
  return {
    ...presentCalendarRow(record),
    week: {
      MO: hours('MO'),
      TU: hours('TU'),
      WE: hours('WE'),
      TH: hours('TH'),
      FR: hours('FR'),
      SA: hours('SA'),
      SU: hours('SU'),
    },
    holidays: holidays.map(({ name, on, rule, except }) => ({ name, on, rule, except: [...except] })),
    can: await canCalendar(reader, record),
  };
}
