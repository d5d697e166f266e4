import type { RecordFields, Subject } from '../../../../foundation/record.ts';
import type { DeviationOutcome } from '../../contract-deviation.ts';

export const deviationKind = 'deviation';

/** Something that a review found to be otherwise than it should be, with the entries that show it. */
export type Deviation = {
  readonly id: string;
  readonly key: string;
  readonly review: { readonly id: string; readonly key: string };
  readonly subject: { readonly kind: string; readonly id: string; readonly key: string | null };
  readonly unitId: string;
  readonly title: string;
  readonly entries: readonly { readonly id: string; readonly number: number }[];
  readonly state: 'open' | 'closed';
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly outcome: DeviationOutcome | null;
  readonly conclusion: string | null;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  readonly version: number;
};

export const deviationRecord = (one: Deviation): RecordFields => ({
  key: one.key,
  review: one.review.key,
  subject: { ...one.subject },
  unitId: one.unitId,
  title: one.title,
  entries: Object.fromEntries(one.entries.map(({ id, number }) => [id, { number }])),
  state: one.state,
  openedBy: one.openedBy,
  outcome: one.outcome,
  conclusion: one.conclusion,
  closedBy: one.closedBy,
});

export const deviationSubject = ({ id, key, unitId }: Pick<Deviation, 'id' | 'key' | 'unitId'>): Subject => ({
  kind: deviationKind,
  id,
  key,
  unitIds: [unitId],
});

/** Free texts that may name people. */
export const deviationErasable: readonly string[] = ['/title', '/conclusion'];
