import type { CriterionStatus, CriterionType } from '../contract.ts';
import type { AskedMore } from './asked-more.ts';
import { compare, type Operator } from './compare.ts';
import { type Found, foundHolds, isMeasuredByHouse, sayFound, sayWanted } from './found.ts';
import { type Second, stands } from './second-person.ts';

export type { Operator };

/** What is asked; a change of any of these is another question. */
export type CriterionQuestion = AskedMore & {
  readonly text: string;
  readonly type: CriterionType;
  readonly operator: Operator | null;
  readonly threshold: number | null;
  readonly unit: string | null;
  readonly source: string | null;
  readonly freshnessHours: number | null;
  readonly evidence: string | null;
};

export type Withdrawal = { readonly by: string; readonly at: Date; readonly reason: string };

export type Result = {
  readonly id: string;
  readonly value: number | null;
  readonly checked: boolean | null;
  readonly measuredAt: Date;
  readonly measuredBy: string | null;
  readonly ofVersion: string | null;
  readonly note: string | null;
  readonly link: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  /** The second entry of a critical value; null where none is asked. */
  readonly second: Second | null;
  readonly withdrawn: Withdrawal | null;
};

export type Waiver = {
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly withdrawn: Withdrawal | null;
};

export type Criterion = CriterionQuestion & {
  readonly id: string;
  readonly key: string;
  readonly responsible: string | null;
  readonly place: number;
  /** The newest measurement, also where it was withdrawn. */
  readonly result: Result | null;
  /** What the house measured last, where it measures by itself. */
  readonly found: Found | null;
  /** When the machine that was asked must have answered; null where none is waited for. */
  readonly checkDue: Date | null;
  readonly waivers: readonly Waiver[];
};

type Answerable = Pick<Criterion, 'type' | 'operator' | 'threshold'>;
type Answer = Pick<Result, 'value' | 'checked'> & { readonly withdrawn: unknown; readonly second?: Second | null };

/** Whether a result meets the criterion, whatever its age; null where it tells nothing (none, withdrawn, of another type). */
export function holds(criterion: Answerable, result: Answer | null): boolean | null {
  if (result === null || !stands(result)) return null;
  if (criterion.operator === null) return result.checked;
  if (result.value === null || criterion.operator === null || criterion.threshold === null) return null;
  return compare[criterion.operator](result.value, criterion.threshold);
}

/** The moment from which a result is too old; null where the criterion sets no freshness. */
export const staleAt = (criterion: Pick<Criterion, 'freshnessHours'>, result: Pick<Result, 'measuredAt'> | null): Date | null =>
  criterion.freshnessHours === null || result === null
    ? null
    : new Date(result.measuredAt.getTime() + criterion.freshnessHours * 3_600_000);

/** Whether what is known meets the criterion, whoever found it; null where nothing is known. */
export const metBy = (criterion: Criterion): boolean | null =>
  isMeasuredByHouse(criterion.type) ? foundHolds(criterion, criterion.found) : holds(criterion, criterion.result);

/** The moment from which what is known counts no more: too old, found anew, or a machine that was asked did not answer in time. */
export function endOf(criterion: Criterion): Date | null {
  if (isMeasuredByHouse(criterion.type)) return criterion.found?.until ?? null;
  const stale = staleAt(criterion, criterion.result);
  const { checkDue } = criterion;
  if (stale === null || checkDue === null) return stale ?? checkDue;
  return stale < checkDue ? stale : checkDue;
}

/** The waiver that counts now: valid, and of several the one that lasts longest. */
export function waiverInForce(criterion: Pick<Criterion, 'waivers'>, now: Date): Waiver | null {
  const valid = criterion.waivers.filter((waiver) => waiver.withdrawn === null && waiver.expiresAt > now);
  return valid.toSorted((a, b) => b.expiresAt.getTime() - a.expiresAt.getTime())[0] ?? null;
}

/** Status without waivers. Unknown is not green (law 6); a result older than its freshness is stale; a red result stays red whatever its age. */
function foundStatus(criterion: Criterion, now: Date): 'met' | 'not-met' | 'stale' | 'unknown' {
  const answer = metBy(criterion);
  const isMute = criterion.checkDue !== null && criterion.checkDue <= now;
  if (isMute || answer === null) return 'unknown';
  if (!answer) return 'not-met';
  const end = endOf(criterion);
  return end !== null && end <= now ? 'stale' : 'met';
}

/** The status of a criterion at a moment; a waiver counts only while it is valid and only where the criterion is not met by itself. */
export function statusOf(criterion: Criterion, now: Date): CriterionStatus {
  const found = foundStatus(criterion, now);
  return found !== 'met' && waiverInForce(criterion, now) !== null ? 'waived' : found;
}

export const isGreen = (status: CriterionStatus): boolean => status === 'met' || status === 'waived';

/** Until when the criterion stays green if nobody does anything; null when it is not green now, `Infinity` when it has no end. */
export function greenUntil(criterion: Criterion, now: Date): number | null {
  const byResult =
    metBy(criterion) === true ? (endOf(criterion)?.getTime() ?? Number.POSITIVE_INFINITY) : Number.NEGATIVE_INFINITY;
  const byWaiver = waiverInForce(criterion, now)?.expiresAt.getTime() ?? Number.NEGATIVE_INFINITY;
  const until = Math.max(byResult, byWaiver);
  return until > now.getTime() ? until : null;
}

const signs: Readonly<Record<Operator, string>> = { '>=': '≥', '<=': '≤', '==': '=', '>': '>', '<': '<' };
const withUnit = (value: number, unit: string | null): string => (unit === null ? `${value}` : `${value} ${unit}`);

/** What is asked, in words. */
export function expectedOf(criterion: CriterionQuestion): string {
  const { type, operator, threshold, unit, wants, expression } = criterion;
  const compared = operator === null || threshold === null ? null : `${signs[operator]} ${withUnit(threshold, unit)}`;
  if (expression !== null) return compared === null ? expression : `${expression} ${compared}`;
  return compared ?? (isMeasuredByHouse(type) ? sayWanted(wants) : 'done');
}

/** What was found, in the same words; null where nothing is known. */
export function actualOf(criterion: Criterion): string | null {
  const { result, found } = criterion;
  if (isMeasuredByHouse(criterion.type))
    return typeof found?.value === 'number' ? withUnit(found.value, criterion.unit) : sayFound(found?.value ?? null);
  if (result === null || !stands(result)) return null;
  if (result.value !== null) return withUnit(result.value, criterion.unit);
  return result.checked === true ? 'done' : 'not done';
}
