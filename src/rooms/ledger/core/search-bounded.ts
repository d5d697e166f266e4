import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

/** A search in what has no index reads every entry of its span: so many days, unless a record or a person narrows it. */
export const widestSearchDays = 92;
const day = 86_400_000;

const no = defineRefusals('ledger', {
  'search-too-wide': {
    kind: 'rule',
    says: (f: { days: number }) => `Fields and reasons are searched within ${f.days} days, or of one record, or of one person.`,
    remedy: 'Name a record, a person, or the time from which on.',
  },
});

type Asked = {
  readonly field: string | null;
  readonly reason: string | null;
  readonly actorId: string | null;
  readonly subject: unknown;
  readonly from: Date | null;
  readonly until: Date | null;
};

/** A search for a field or a word of a reason is bounded, so that its cost does not grow with the ledger. */
export function searchTooWide({ field, reason, actorId, subject, from, until }: Asked, now: Date): readonly Refusal[] {
  if ((field === null && reason === null) || actorId !== null || subject !== null) return [];
  const days = from === null ? Number.POSITIVE_INFINITY : ((until ?? now).getTime() - from.getTime()) / day;
  return days <= widestSearchDays ? [] : [no['search-too-wide']({ days: widestSearchDays })];
}
