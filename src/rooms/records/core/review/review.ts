import type { RecordFields, Subject } from '../../../../foundation/record.ts';
import type { Disposition } from '../../contract-review.ts';
import type { Why } from './focus.ts';

export const reviewKind = 'audit-review';

export type Decided = {
  readonly disposition: Disposition;
  readonly text: string | null;
  readonly by: string;
  readonly at: Date;
};

/** One entry that is looked at: because a rule points at it, because it was drawn, or both. */
export type Finding = {
  readonly entryId: string;
  readonly number: number;
  readonly why: readonly Why[];
  readonly sampled: boolean;
  readonly decided: Decided | null;
  /** The deviation that was opened for it; it stays when the finding is judged otherwise later. */
  readonly deviation: { readonly id: string; readonly key: string } | null;
};

export type Review = {
  readonly id: string;
  readonly key: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly key: string | null };
  readonly unitId: string;
  readonly state: 'open' | 'finished' | 'withdrawn';
  readonly openedBy: string;
  readonly openedAt: Date;
  /** The part of the ledger that it covers: its size, how many entries of the record lie in it, and SHA-256 over their hashes. */
  readonly covers: { readonly ledgerSize: number; readonly entries: number; readonly sha256: string };
  readonly sample: { readonly seed: string; readonly rule: string; readonly population: number; readonly size: number };
  readonly findings: readonly Finding[];
  readonly conclusion: string | null;
  readonly withdrawnWhy: string | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly version: number;
};

/** The whole review as the ledger keeps it and a signature covers it; findings by their entries. */
export const reviewRecord = (review: Review): RecordFields => ({
  key: review.key,
  subject: { ...review.subject },
  unitId: review.unitId,
  state: review.state,
  covers: { ...review.covers },
  sample: { ...review.sample },
  findings: Object.fromEntries(
    review.findings.map(({ entryId, number, why, sampled, decided, deviation }) => [
      entryId,
      {
        number,
        why: why.map(({ rule }) => rule),
        sampled,
        disposition: decided?.disposition ?? null,
        text: decided?.text ?? null,
        by: decided?.by ?? null,
        deviation: deviation?.key ?? null,
      },
    ]),
  ),
  conclusion: review.conclusion,
  withdrawnWhy: review.withdrawnWhy,
  openedBy: review.openedBy,
  endedBy: review.endedBy,
});

export const reviewSubject = ({ id, key, unitId }: Pick<Review, 'id' | 'key' | 'unitId'>): Subject => ({
  kind: reviewKind,
  id,
  key,
  unitIds: [unitId],
});

/** Free texts that may name people. */
export const reviewErasable = (review: Review): readonly string[] => [
  '/conclusion',
  '/withdrawnWhy',
  ...review.findings.map(({ entryId }) => `/findings/${entryId}/text`),
];
