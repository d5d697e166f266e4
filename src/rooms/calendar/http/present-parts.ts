import type { z } from 'zod';
import type { recurrenceShown } from '../contract.ts';
import type { ClockNote } from '../core/read-time.ts';
import type { Occurrence, Recurrence, Truncation } from '../core/recurrence.ts';
import type { Scope } from '../core/scope.ts';
import { criticalitiesOf } from '../core/words.ts';
import { type Names, nameIn } from '../store/names.ts';

export const presentRecurrence = (recurrence: Recurrence): z.output<typeof recurrenceShown> => ({
  rule: recurrence.rule,
  startsAt: recurrence.startsAt,
  minutes: recurrence.length.minutes,
  measure: recurrence.length.measure,
  except: [...recurrence.except],
  also: [...recurrence.also],
});

export const presentScope = (scope: Scope, names: Names) => ({
  units: scope.unitIds.map((id) => nameIn(names.units, id)),
  applications: scope.applicationIds.flatMap((id) => names.applications.get(id) ?? []),
  hiddenApplications: scope.applicationIds.filter((id) => !names.applications.has(id)).length,
  criticalities: criticalitiesOf(scope),
  gxpOnly: scope.gxpOnly,
});

/** Notes as they were made, or as the answer to an Idempotency-Key kept them: there times have become text. */
export const presentClock = (notes: readonly ClockNote[]) =>
  notes.map((note) => ({
    field: note.field,
    asked: note.asked,
    case: note.case,
    taken: note.taken,
    takenLocal: note.takenLocal,
    other: note.other,
  }));

export const presentOccurrence = (one: Occurrence) => ({
  start: one.start.toISOString(),
  end: one.end.toISOString(),
  local: one.local,
  startCase: one.startCase,
  endCase: one.endCase,
});

export const presentTruncation = (truncated: Truncation | null) =>
  truncated === null ? null : { by: truncated.by, from: truncated.from.toISOString() };
