import { canonicalJson, type Json, sha256 } from '../../../foundation/canonical-json.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { AccessLine } from '../../identity/door.ts';
import type { Decision, ReviewState, Standing } from '../contract-words.ts';

export const reviewKind = 'access-review';

export type Decided = { readonly decision: Decision; readonly reason: string; readonly by: string; readonly at: Date };
/** What is held of an access, as it stood when it was taken in. */
export type Line = Omit<AccessLine, 'suspendedBy'>;

export type Item = {
  readonly id: string;
  readonly line: Line;
  readonly addendum: boolean;
  readonly takenInAt: Date;
  readonly decided: Decided | null;
  /** When this review suspended it. */
  readonly suspendedAt: Date | null;
  readonly verifiedAt: Date | null;
};

export type Review = {
  readonly id: string;
  readonly key: string;
  readonly unitId: string;
  readonly state: ReviewState;
  /** Null: a rule opened it. */
  readonly openedBy: string | null;
  readonly openedAt: Date;
  readonly dueAt: Date;
  /** When what had no answer was suspended. */
  readonly dueDoneAt: Date | null;
  readonly snapshot: { readonly items: number; readonly sha256: string };
  readonly items: readonly Item[];
  readonly conclusion: string | null;
  readonly withdrawnWhy: string | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly version: number;
};

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A line as it is hashed, told and exported. */
export const lineFields = (line: Line): { readonly [field: string]: Json } => ({
  kind: line.kind,
  target: line.id,
  person: line.personId,
  group: line.groupId,
  role: line.role,
  unit: line.unitId,
  deputy: line.deputyId,
  scopes: line.scopes === null ? null : [...line.scopes],
  since: timeOf(line.since),
  until: timeOf(line.until),
  grantedBy: line.grantedBy,
});

/** SHA-256 over the canonical JSON of lines, one a line, in their order. */
export const digestOf = (lines: readonly Line[]): string =>
  sha256(lines.map((line) => `${canonicalJson(lineFields(line))}\n`).join('')).toString('hex');

export const snapshotOf = (review: Pick<Review, 'items'>): readonly Line[] =>
  review.items.filter(({ addendum }) => !addendum).map(({ line }) => line);

/** The whole review as the ledger keeps it and a signature covers it; items by their ids. */
export const reviewRecord = (review: Review): RecordFields => ({
  key: review.key,
  unitId: review.unitId,
  state: review.state,
  dueAt: review.dueAt.toISOString(),
  snapshot: { ...review.snapshot },
  items: Object.fromEntries(
    review.items.map((item) => [
      item.id,
      {
        ...lineFields(item.line),
        addendum: item.addendum,
        decision: item.decided?.decision ?? null,
        reason: item.decided?.reason ?? null,
        by: item.decided?.by ?? null,
        at: timeOf(item.decided?.at ?? null),
        suspendedAt: timeOf(item.suspendedAt),
        verifiedAt: timeOf(item.verifiedAt),
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
  ...review.items.map(({ id }) => `/items/${id}/reason`),
];

/** How an item stands, read again. */
export function standingOf({ line }: Pick<Item, 'line'>, now: AccessLine | undefined): Standing {
  if (now === undefined) return 'gone';
  if (now.suspendedBy !== null) return 'suspended';
  return timeOf(line.until) === timeOf(now.until) ? 'stands' : 'changed';
}

/** Without an answer, and still there to be answered for. */
export const isOpen = (item: Item, standing: Standing): boolean => item.decided === null && standing !== 'gone';

/** Whether reading again shows that what was decided was done; null where nothing was to be done. */
export function isDone(item: Item, standing: Standing): boolean | null {
  if (item.decided === null || item.decided.decision === 'keep') return null;
  return standing === 'gone' || (item.decided.decision === 'change' && standing === 'changed');
}
