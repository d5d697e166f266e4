import type { FocusRule } from './trail.ts';

const measuredAt = /^\/criteria\/[^/]+\/result\/measuredAt$/;

/** A result that was recorded long after it was found (contemporaneous: ALCOA). */
export const recordedLate: FocusRule = {
  rule: 'recorded-late',
  says: 'Recorded long after it was found (`review.lateHours` of the compliance profile)',
  flags: ({ entries, lateHours }) =>
    entries.flatMap((entry) => {
      const found = entry.changes.find(({ field }) => measuredAt.test(field))?.new;
      if (typeof found !== 'string') return [];
      const hours = Math.floor((Date.parse(entry.at) - Date.parse(found)) / 3_600_000);
      return hours > lateHours ? [{ entry: entry.id, says: `Recorded ${hours} hours after it was found` }] : [];
    }),
};
