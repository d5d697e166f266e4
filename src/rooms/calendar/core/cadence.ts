import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Span } from '../../../foundation/span.ts';
import { expandRecurrence, type Recurrence, type Truncation } from './recurrence.ts';
import type { DraftWindow, TargetOffset } from './window.ts';

/** A series of release windows: quarterly, monthly, fortnightly … */
export type Cadence = {
  readonly id: string;
  readonly name: string;
  readonly recurrence: Recurrence;
  /** Go-live, so many minutes after the window opens. */
  readonly goLiveAfterMinutes: number;
  readonly targets: readonly TargetOffset[];
};

export type GeneratedWindow = Omit<DraftWindow, 'id'> & {
  /** The local start: the window's identity within its cadence. */ readonly slot: string;
};

/**
 * The windows that a cadence yields within a span and that do not exist yet. A window is known by its local start, so that generating
 * twice makes none twice, also after one of them was moved or withdrawn.
 */
export function generateWindows(
  cadence: Cadence,
  span: Span,
  existingSlots: ReadonlySet<string>,
): Outcome<{ readonly windows: readonly GeneratedWindow[]; readonly truncated: Truncation | null }> {
  const found = expandRecurrence(cadence.recurrence, span);
  if (!found.ok) return found;
  const windows = found.value.occurrences
    .filter((one) => one.start >= span.start && !existingSlots.has(one.local))
    .map(
      (one): GeneratedWindow => ({
        state: 'draft',
        slot: one.local,
        name: `${cadence.name} ${one.local.slice(0, 10)}`,
        cadenceId: cadence.id,
        zone: cadence.recurrence.zone,
        span: { start: one.start, end: one.end },
        series: null,
        goLive: new Date(one.start.getTime() + cadence.goLiveAfterMinutes * 60_000),
        targets: cadence.targets,
      }),
    );
  return done({ windows, truncated: found.value.truncated });
}
