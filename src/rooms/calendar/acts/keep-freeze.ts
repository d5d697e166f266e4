import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { ClockNote } from '../core/read-time.ts';
import type { FreezeRecord } from '../core/record.ts';
import { saveFreeze } from '../store/freezes.ts';
import { freezeRestrictions, restrict, type Saying, sayFreeze } from './keep.ts';

/** What an act answers about a freeze. */
export type FreezeWritten = {
  readonly kind: 'freeze';
  readonly id: string;
  readonly key: string;
  readonly planRef: string | null;
  readonly name: string;
  readonly state: FreezeRecord['state'];
  readonly version: number;
  readonly changed: boolean;
  readonly clock: readonly ClockNote[];
};

export const freezeWritten = (record: FreezeRecord, changed: boolean, clock: readonly ClockNote[] = []): FreezeWritten => ({
  kind: 'freeze',
  id: record.id,
  key: record.key,
  planRef: record.planRef,
  name: record.name,
  state: record.state,
  version: record.version,
  changed,
  clock,
});

/** Saves a freeze as the next version of what it was, brings the index of restrictions in line and says it, in this order. */
export async function keepFreeze(
  work: Work,
  before: FreezeRecord,
  wanted: FreezeRecord,
  saying: Saying,
  clock: readonly ClockNote[] = [],
): Promise<Outcome<FreezeWritten>> {
  const restrictions = wanted.state === 'active' ? freezeRestrictions(wanted, work.now) : done(null);
  if (!restrictions.ok) return restrictions;
  const restrictedUntil = restrictions.value?.until ?? null;
  const after = { ...wanted, restrictedUntil, version: before.version + 1, changedAt: work.now };
  await saveFreeze(work.tx, after, before.version);
  const placed = await restrict(work, 'freeze', { ...after, label: after.name }, restrictions.value);
  if (!placed.ok) return placed;
  await sayFreeze(work, before, after, saying);
  return done(freezeWritten(after, true, clock));
}
