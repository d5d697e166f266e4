import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Span } from '../../../foundation/span.ts';
import type { FreezeRecord, WindowRecord } from '../core/record.ts';
import { spansWithin } from '../core/series.ts';
import { freezesDuring } from './freezes.ts';
import { concernsUnit } from './units.ts';
import { windowsDuring } from './windows.ts';

export type Spread<T> = { readonly record: T; readonly spans: readonly Span[] };
export type Spreading = {
  readonly windows: readonly Spread<WindowRecord>[];
  readonly freezes: readonly Spread<FreezeRecord>[];
  readonly truncated: boolean;
  /** Where a recurrence could not be followed to the end. */
  readonly knownUntil: Date | null;
};

export type BandQuestion = {
  readonly span: Span;
  readonly reach: Reach;
  readonly unitId: string | null;
  readonly states: readonly string[];
  readonly windows: boolean;
  readonly freezes: boolean;
  readonly most: number;
};

/** Windows and freezes spread over a span, bounded in records and in spans; what is left out is said. */
export async function spreadOver(db: Db | Tx, question: BandQuestion): Promise<Spreading> {
  const { span, reach, unitId, most } = question;
  const limit = most + 1;
  const also = (column: string) => (unitId === null ? sql`true` : concernsUnit(column, unitId));
  const windows = question.windows ? await windowsDuring(db, span, reach, question.states, also('w.unit_ids'), limit) : [];
  const freezes = question.freezes ? await freezesDuring(db, span, reach, also('f.unit_ids'), limit) : [];
  let left = most;
  let truncated = windows.length > most || freezes.length > most;
  let knownUntil: Date | null = null;
  const spread = <T>(record: T, time: Parameters<typeof spansWithin>[0], kind: 'window' | 'freeze'): Spread<T>[] => {
    const found = spansWithin(time, span, kind);
    const stop = found.ok ? found.value.truncated?.from : span.start;
    if (stop !== undefined && (knownUntil === null || stop < knownUntil)) knownUntil = stop;
    const spans = found.ok ? found.value.spans : [];
    if (spans.length > left) truncated = true;
    const kept = spans.slice(0, Math.max(0, left));
    left -= kept.length;
    return kept.length === 0 ? [] : [{ record, spans: kept }];
  };
  return {
    windows: windows.flatMap((record) =>
      spread(record, { span: record.window.span, recurrence: record.window.series?.recurrence ?? null }, 'window'),
    ),
    freezes: freezes.flatMap((record) =>
      spread(record, { span: record.span, recurrence: record.series?.recurrence ?? null }, 'freeze'),
    ),
    truncated,
    knownUntil,
  };
}
