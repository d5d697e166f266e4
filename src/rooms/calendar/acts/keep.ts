import { canonicalJson } from '../../../foundation/canonical-json.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type Owner, placeRestrictions } from '../../interlocks/door.ts';
import type { CadenceRecord, FreezeRecord, Placed, WindowRecord } from '../core/record.ts';
import { cadenceFields, freezeFields, windowFields } from '../core/record-fields.ts';
import { type Restrictions, restrictionsOf } from '../core/restrictions.ts';
import { readersOf } from '../store/units.ts';

export type Saying = { readonly act: string; readonly reason?: string | null };

/** A window stands in the index of restrictions once proposed: a draft permits nothing. What was used or lapsed stays what it was at its time. */
export const standsInIndex = (record: WindowRecord): boolean => !['draft', 'withdrawn'].includes(record.window.state);

export const restrictingWindow = (record: WindowRecord) => ({
  kind: 'window' as const,
  name: record.window.name,
  scope: record.scope,
  span: record.window.span,
  recurrence: record.window.series?.recurrence ?? null,
  severity: 'blocks' as const,
});
export const restrictingFreeze = (record: FreezeRecord) => ({
  kind: 'freeze' as const,
  name: record.name,
  scope: record.scope,
  span: record.span,
  recurrence: record.series?.recurrence ?? null,
  severity: record.severity,
});

export const windowRestrictions = (record: WindowRecord, now: Date): Outcome<Restrictions> =>
  restrictionsOf(restrictingWindow(record), now);
export const freezeRestrictions = (record: FreezeRecord, now: Date): Outcome<Restrictions> =>
  restrictionsOf(restrictingFreeze(record), now);

export const subjectOf = (kind: string, record: Pick<Placed, 'id' | 'key'>, unitIds: readonly string[]): Subject => ({
  kind,
  id: record.id,
  key: record.key,
  unitIds,
});

/** Places what a record restricts, or takes it out of the index, in this transaction: every deployment that it touches is judged anew (law 8). */
export async function restrict(
  work: Work,
  kind: 'window' | 'freeze',
  record: Placed & { readonly label: string },
  restrictions: Restrictions | null,
): Promise<Outcome<null>> {
  const owner: Owner = {
    kind,
    id: record.id,
    key: record.key,
    label: record.label,
    unitIds: await readersOf(work.tx, record.unitIds),
  };
  return placeRestrictions(work, owner, restrictions?.drafts ?? []);
}

/** Whether two states of a record say the same: an act that finds nothing to change says nothing. */
export const isSame = (one: RecordFields, other: RecordFields): boolean => canonicalJson(one) === canonicalJson(other);

async function say(
  work: Work,
  kind: string,
  record: Placed,
  before: RecordFields | null,
  after: RecordFields,
  saying: Saying,
  further: readonly string[],
): Promise<void> {
  work.say({
    act: saying.act,
    subject: subjectOf(kind, record, await readersOf(work.tx, [...new Set([...record.unitIds, ...further])])),
    version: record.version,
    before,
    after,
    reason: saying.reason ?? null,
  });
}

/** Says what an act made of a window; readers of where it was hear of it too. */
export const sayWindow = (work: Work, before: WindowRecord | null, after: WindowRecord, saying: Saying): Promise<void> =>
  say(work, 'window', after, before === null ? null : windowFields(before), windowFields(after), saying, before?.unitIds ?? []);

export const sayFreeze = (work: Work, before: FreezeRecord | null, after: FreezeRecord, saying: Saying): Promise<void> =>
  say(work, 'freeze', after, before === null ? null : freezeFields(before), freezeFields(after), saying, before?.unitIds ?? []);

export const sayCadence = (work: Work, before: CadenceRecord | null, after: CadenceRecord, saying: Saying): Promise<void> =>
  say(
    work,
    'cadence',
    after,
    before === null ? null : cadenceFields(before),
    cadenceFields(after),
    saying,
    before?.unitIds ?? [],
  );
