import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import { type SeparationNow, samePair } from '../../identity/door.ts';
import type { WaiverState } from '../contract-words.ts';
import { pairInWords } from './matrix.ts';
import { separationRefusals as no } from './separation-refusals.ts';

export type Waiver = {
  readonly id: string;
  /** DWV-1 … */
  readonly key: string;
  readonly personId: string;
  readonly unitIds: readonly string[];
  readonly one: string;
  readonly other: string;
  readonly state: WaiverState;
  readonly reason: string;
  /** The compensating control: who looks at what while both roles are in one hand. */
  readonly control: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: string | null;
  readonly endedAt: Date | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  /** What came of the review of what was done under it. */
  readonly conclusion: string | null;
  readonly version: number;
};

export const waiverKind = 'duty-waiver';
export const waiverSubject = ({ id, key, unitIds }: Pick<Waiver, 'id' | 'key' | 'unitIds'>): Subject => ({
  kind: waiverKind,
  id,
  key,
  unitIds: [...unitIds],
});

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

export const waiverFields = (one: Waiver): RecordFields => ({
  personId: one.personId,
  pair: { one: one.one, other: one.other },
  state: one.state,
  reason: one.reason,
  control: one.control,
  requestedBy: one.requestedBy,
  expiresAt: one.expiresAt.toISOString(),
  decidedBy: one.decidedBy,
  grantedAt: one.state === 'rejected' ? null : timeOf(one.decidedAt),
  decision: one.decision,
  endedAt: timeOf(one.endedAt),
  reviewedBy: one.reviewedBy,
  conclusion: one.conclusion,
});

/** Texts that may name people. */
export const waiverErasable = ['/reason', '/control', '/decision', '/conclusion'] as const;

/** Whether it lets the person hold both roles at this moment. */
export const waivesAt = (one: Pick<Waiver, 'state' | 'expiresAt'>, now: Date): boolean =>
  one.state === 'granted' && one.expiresAt > now;

/** From when until when acts of the account stand on its review list; null: it never took effect. */
export const spanOf = (one: Waiver): { readonly from: Date; readonly until: Date } | null =>
  one.decidedAt === null || !['granted', 'ended', 'reviewed'].includes(one.state)
    ? null
    : { from: one.decidedAt, until: one.endedAt ?? one.expiresAt };

/** Why two roles cannot be waived for a time: they are not kept apart, they are by Interlock itself, or the time is too long. */
export function waivingFaults(
  { one, other, expiresAt }: Pick<Waiver, 'one' | 'other' | 'expiresAt'>,
  apart: SeparationNow,
  now: Date,
): readonly Refusal[] {
  const pair = apart.pairs.find((known) => samePair(known, { one, other }));
  const of = { pair: pairInWords({ one, other }) };
  const latest = new Date(now.getTime() + apart.waiverDays * 86_400_000);
  return [
    ...(pair === undefined ? [no['pair-not-apart'](of, { field: '/other' })] : []),
    ...(pair?.floor === true && !apart.floorWaivable ? [no['built-in-stays'](of, { field: '/other' })] : []),
    ...(expiresAt > now && expiresAt <= latest
      ? []
      : [
          no['waiver-bounded'](
            { expiresAt: expiresAt.toISOString(), latest: latest.toISOString(), days: apart.waiverDays },
            { field: '/expiresAt' },
          ),
        ]),
  ];
}
