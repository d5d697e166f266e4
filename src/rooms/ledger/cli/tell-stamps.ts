import type { Report } from '../core/verify.ts';

const spanText = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** How far time stamps reach, and the longest time without one. */
export function stampLines({ stamps }: Pick<Report, 'stamps'>): readonly string[] {
  if (stamps === undefined) return [];
  const { proven, from, until, widest, unvouched } = stamps;
  if (from === null || until === null) {
    const count = unvouched?.count ?? 0;
    return [`Time stamps: ${count}, genuine, and held against no authority. Name yours: --authority FILE.`];
  }
  const lines = [
    `Time-stamped: ${proven} ${proven === 1 ? 'checkpoint' : 'checkpoints'}, from ${from.size} entries at ${from.at} to ${until.size} entries at ${until.at}, by ${until.authority}.`,
  ];
  if (widest !== null) {
    const { from: after, until: before } = widest;
    lines.push(
      `The longest time between two: ${spanText(Date.parse(before.at) - Date.parse(after.at))}. Entries ${after.size + 1} to ${before.size} were made between ${after.at} and ${before.at}.`,
    );
  }
  return lines;
}

/** What is not proven of the times; null where all is. @param relies whether the reader named authorities */
export function stampTrouble({ stamps }: Pick<Report, 'stamps'>, relies: boolean): string | null {
  if (stamps === undefined) return relies ? 'Not time-stamped: nothing here carries a time stamp of an authority.' : null;
  const { expired, unvouched } = stamps;
  const more = (count: number): string => (count === 1 ? '' : ` (${count} in all)`);
  if (expired !== null)
    return `A time stamp ended and was not renewed in time: that of ${expired.size} entries${more(expired.count)}. What it said of the time is not proven any more.`;
  if (unvouched !== null && relies)
    return `None of your authorities vouches for the time stamp of ${unvouched.size} entries${more(unvouched.count)}.`;
  return null;
}
