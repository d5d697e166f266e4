import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

/** A search in what has no index reads every entry of its span: so many days, unless a record or a person narrows it. */
export const widestSearchDays = 92;
const day = 86_400_000;

const no = defineRefusals('ledger', {
  'search-too-wide': {
    kind: 'rule',
    says: (f: { days: number; of: readonly string[] }) =>
      `What has no index (${f.of.join(', ')}) is searched within ${f.days} days, or of one record, or of one person.`,
    remedy: 'Name a record, a person, or the time from which on.',
  },
});

type Asked = {
  /** Names of the filters that no index answers. */
  readonly searched: readonly string[];
  readonly actorId: string | null;
  readonly subject: unknown;
  readonly from: Date | null;
  readonly until: Date | null;
};

/** A search in what has no index is bounded, so that its cost does not grow with the ledger. */
export function searchTooWide({ searched, actorId, subject, from, until }: Asked, now: Date): readonly Refusal[] {
  if (searched.length === 0 || actorId !== null || subject !== null) return [];
  const days = from === null ? Number.POSITIVE_INFINITY : ((until ?? now).getTime() - from.getTime()) / day;
  return days <= widestSearchDays ? [] : [no['search-too-wide']({ days: widestSearchDays, of: searched })];
}
