import type { FreezeRowShown, FreezeShown } from '../contract.ts';
import { type ClockNote, localOf } from '../core/read-time.ts';
import type { FreezeRecord } from '../core/record.ts';
import { nextOccurrences } from '../core/series.ts';
import { environmentsOf } from '../core/words.ts';
import { type Names, namesOf } from '../store/names.ts';
import { canFreeze, type Reader, readsIn } from './can.ts';
import { presentClock, presentOccurrence, presentRecurrence, presentScope, presentTruncation } from './present-parts.ts';

/** Rows of a list, with names found for all of them at once. */
export async function presentFreezes(reader: Reader, records: readonly FreezeRecord[]): Promise<FreezeRowShown[]> {
  const names = await namesOf(reader.app.database.db, records, readsIn(reader));
  return records.map((record) => presentRow(record, names));
}

const presentRow = (record: FreezeRecord, names: Names): FreezeRowShown => ({
  id: record.id,
  key: record.key,
  planRef: record.planRef,
  version: record.version,
  name: record.name,
  reason: record.reason,
  state: record.state,
  severity: record.severity,
  zone: record.zone,
  start: record.span.start.toISOString(),
  end: record.span.end.toISOString(),
  startLocal: localOf(record.span.start, record.zone),
  endLocal: localOf(record.span.end, record.zone),
  repeats: record.series === null ? null : presentRecurrence(record.series.recurrence),
  seriesEnd: record.series?.end?.toISOString() ?? null,
  scope: { ...presentScope(record.scope, names), environmentClasses: environmentsOf(record.scope) },
  changedAt: record.changedAt.toISOString(),
});

/** A freeze as one reader sees it. */
export async function presentFreeze(reader: Reader, record: FreezeRecord, clock: readonly ClockNote[]): Promise<FreezeShown> {
  const names = await namesOf(reader.app.database.db, [record], readsIn(reader));
  const time = { span: record.span, recurrence: record.series?.recurrence ?? null };
  const next = nextOccurrences(time, reader.app.clock.now(), record.zone, 'freeze');
  return {
    ...presentRow(record, names),
    next: next.occurrences.map(presentOccurrence),
    truncated: presentTruncation(next.truncated),
    restrictedUntil: record.restrictedUntil?.toISOString() ?? null,
    clock: presentClock(clock),
    can: canFreeze(reader, record),
  };
}
