/** One reason why a record is kept, and until when by it; null: until something happens that has not happened. */
export type Ground = {
  readonly says: string;
  readonly until: Date | null;
  /** Key of the hold that it is. */
  readonly hold: string | null;
};

export type RetentionEnd = {
  /** Null: open. */
  readonly until: Date | null;
  /** Why, the longest first; open ones before all. */
  readonly grounds: readonly Ground[];
};

/** So many years later, to the day. 29 February ends on 1 March. */
export function yearsAfter(from: Date, years: number): Date {
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  return until;
}

const lasts = ({ until }: Ground): number => until?.getTime() ?? Number.POSITIVE_INFINITY;

/** The longest ground decides; one that is open leaves all open. */
export function endOf(grounds: readonly Ground[]): RetentionEnd {
  // Infinity less Infinity is no number.
  const longest = grounds.toSorted((a, b) => (lasts(a) === lasts(b) ? 0 : lasts(b) - lasts(a)));
  return { until: longest[0]?.until ?? null, grounds: longest };
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** The record's own ground: its class counts from the moment at which it closed. */
export const ownGround = (closedAt: Date | null, retention: string, years: number): Ground =>
  closedAt === null
    ? { says: `It is not closed; the ${years} years of the class “${retention}” begin then`, until: null, hold: null }
    : {
        says: `Closed on ${day(closedAt)}, and ${years} years of the class “${retention}”`,
        until: yearsAfter(closedAt, years),
        hold: null,
      };

export const neverGround = (says: string): Ground => ({
  says: `${says} live as long as the installation`,
  until: null,
  hold: null,
});

export type HeldBy = {
  readonly key: string;
  readonly ground: string;
  /** Null: a legal hold, which ends by being lifted and starts no clock. */
  readonly retention: string | null;
  readonly years: number;
  /** The day on which the event took place; null while it has not. */
  readonly endedOn: Date | null;
  /** What it was set on, where that is another record. */
  readonly on: string | null;
};

/** What a hold does: open until its event is recorded, and then its class counts. A lifted legal hold does nothing any more. */
export function holdGround({ key, ground, retention, years, endedOn, on }: HeldBy): Ground | null {
  const where = on === null ? '' : ` on ${on}`;
  if (retention === null)
    return endedOn === null ? { says: `Legal hold ${key}${where}: ${ground}`, until: null, hold: key } : null;
  return endedOn === null
    ? { says: `Hold ${key}${where} until its event is recorded: ${ground}`, until: null, hold: key }
    : {
        says: `Hold ${key}${where}: the event of ${day(endedOn)}, and ${years} years of the class “${retention}” (${ground})`,
        until: yearsAfter(endedOn, years),
        hold: key,
      };
}
