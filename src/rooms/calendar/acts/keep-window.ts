import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { ClockNote } from '../core/read-time.ts';
import type { WindowRecord } from '../core/record.ts';
import { saveWindow } from '../store/windows.ts';
import { restrict, type Saying, sayWindow, standsInIndex, windowRestrictions } from './keep.ts';

/** What an act answers about a window. */
export type WindowWritten = {
  readonly kind: 'window';
  readonly id: string;
  readonly key: string;
  readonly planRef: string | null;
  readonly name: string;
  readonly state: WindowRecord['window']['state'];
  readonly version: number;
  readonly changed: boolean;
  readonly clock: readonly ClockNote[];
};

export const windowWritten = (record: WindowRecord, changed: boolean, clock: readonly ClockNote[] = []): WindowWritten => ({
  kind: 'window',
  id: record.id,
  key: record.key,
  planRef: record.planRef,
  name: record.window.name,
  state: record.window.state,
  version: record.version,
  changed,
  clock,
});

/** Saves a window as the next version of what it was, brings the index of restrictions in line and says it, in this order. */
export async function keepWindow(
  work: Work,
  before: WindowRecord,
  wanted: WindowRecord,
  saying: Saying,
  clock: readonly ClockNote[] = [],
): Promise<Outcome<WindowWritten>> {
  const restrictions = windowRestrictions(wanted, work.now);
  // Taking a window back must stay possible whatever its rule has come to.
  if (!restrictions.ok && standsInIndex(wanted)) return restrictions;
  const placed = standsInIndex(wanted) && restrictions.ok ? restrictions.value : null;
  const after = { ...wanted, restrictedUntil: placed?.until ?? null, version: before.version + 1, changedAt: work.now };
  await saveWindow(work.tx, after, before.version);
  if (placed !== null || standsInIndex(before)) {
    const restricted = await restrict(work, 'window', { ...after, label: after.window.name }, placed);
    if (!restricted.ok) return restricted;
  }
  await sayWindow(work, before, after, saying);
  return done(windowWritten(after, true, clock));
}
