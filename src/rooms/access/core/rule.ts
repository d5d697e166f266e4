import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import { accessRefusals as no } from './refusals.ts';

export const ruleKind = 'access-review-rule';

export type Rule = {
  readonly id: string;
  readonly unitId: string;
  readonly everyMonths: number;
  readonly answerDays: number;
  /** The day on which it opens the next review, as ISO 8601. */
  readonly nextOn: string;
  readonly setBy: string;
  readonly setAt: Date;
  readonly endedAt: Date | null;
  readonly version: number;
};

export const ruleRecord = (rule: Rule): RecordFields => ({
  unitId: rule.unitId,
  everyMonths: rule.everyMonths,
  answerDays: rule.answerDays,
  nextOn: rule.nextOn,
  setBy: rule.setBy,
  ended: rule.endedAt !== null,
});

export const ruleSubject = ({ id, unitId }: Pick<Rule, 'id' | 'unitId'>): Subject => ({
  kind: ruleKind,
  id,
  key: null,
  unitIds: [unitId],
});

const dayMs = 86_400_000;
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The same day some months later, or the last of that month where it has no such day. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))));
}

/** The first turn after now: turns that were missed are not made up for one by one. */
export function nextTurn(day: string, months: number, now: Date): string {
  let next = day;
  for (let turn = 1; next <= dayOf(now); turn++) next = monthsAfter(day, months * turn);
  return next;
}

export const dueAfter = (now: Date, days: number): Date => new Date(now.getTime() + days * dayMs);

export function ruleFaults(rule: Pick<Rule, 'everyMonths' | 'answerDays' | 'nextOn'>, now: Date): readonly Refusal[] {
  const { everyMonths, answerDays, nextOn } = rule;
  return [
    ...(nextOn < dayOf(now) ? [no['rule-begins-past']({ day: nextOn }, { field: '/firstOn' })] : []),
    ...(answerDays >= everyMonths * 28
      ? [no['rule-overlaps']({ days: answerDays, months: everyMonths }, { field: '/answerDays' })]
      : []),
  ];
}
