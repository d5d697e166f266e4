import type { FocusRule } from './trail.ts';

/** Hours between finding a result and recording it, after which it is looked at. */
export const lateHours = 24;
const measuredAt = /^\/criteria\/[^/]+\/result\/measuredAt$/;

/** A result that was recorded long after it was found (contemporaneous: ALCOA). */
export const recordedLate: FocusRule = {
  rule: 'recorded-late',
  says: `Recorded more than ${lateHours} hours after it was found`,
  flags: ({ entries }) =>
    entries.flatMap((entry) => {
      const found = entry.changes.find(({ field }) => measuredAt.test(field))?.new;
      if (typeof found !== 'string') return [];
      const hours = Math.floor((Date.parse(entry.at) - Date.parse(found)) / 3_600_000);
      return hours > lateHours ? [{ entry: entry.id, says: `Recorded ${hours} hours after it was found` }] : [];
    }),
};
