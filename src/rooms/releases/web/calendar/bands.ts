import { formatInstant } from '../../../../design/time/format-instant.ts';
import type { Span, TimelineBand } from '../../../../design/timeline/types.ts';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import type { calendarBands } from '../../../calendar/contract.ts';
import type { BandsOfConcern } from './lanes.ts';
import type { CalendarRow } from './rows.ts';

export type BandsReply = ReplyOf<typeof calendarBands>;
type Shows = { readonly windows: boolean; readonly freezes: boolean };
/** What the server has told of scopes: see `scopes` and `concerns` of the calendar. */
type Scopes = {
  readonly scopes: readonly { readonly bands: readonly string[]; readonly says: string; readonly whole: boolean }[];
  readonly concerns: readonly (readonly number[])[];
};

const severityWords = { blocks: 'blocks', 'needs-exception': 'needs an exception', warns: 'warns' } as const;

/** A window or freeze with all its occurrences, as the list beside the calendar shows it. */
export type BandRecord = {
  readonly id: string;
  readonly kind: TimelineBand['kind'];
  readonly name: string;
  readonly href: string;
  /** State of a window, severity of a freeze, in a word. */
  readonly standing: string;
  /** The scope in words, told by the server. */
  readonly says: string;
  /** Position of its narrow scope; null where it concerns everything. */
  readonly scope: number | null;
  readonly spans: readonly (readonly [number, number])[];
};

type Placed = { readonly says: string; readonly scope: number | null };

/** Where each window and freeze stands among the scopes. */
function placesOf({ scopes }: Scopes): ReadonlyMap<string, Placed> {
  return new Map(
    scopes.flatMap(({ bands, says, whole }, place) =>
      bands.map((id): [string, Placed] => [id, { says, scope: whole ? null : place }]),
    ),
  );
}

/** What the calendar does not know the scope of yet is held as if it concerned everything. */
const notKnown: Placed = { says: 'scope not known, held as if it were everything', scope: null };

/** Windows and freezes with their scopes; only the kinds that are shown. */
export function bandRecords(reply: BandsReply | undefined, told: Scopes, shows: Shows): readonly BandRecord[] {
  if (reply === undefined) return [];
  const places = placesOf(told);
  const windows = reply.windows.map((band) => ({
    id: band.id,
    kind: 'window' as const,
    name: band.name,
    href: `/calendar/windows?open=${band.key}`,
    standing: band.state,
    ...(places.get(band.id) ?? notKnown),
    spans: band.spans,
  }));
  const freezes = reply.freezes.map((band) => ({
    id: band.id,
    kind: 'freeze' as const,
    name: band.name,
    href: `/calendar/freezes?open=${band.key}`,
    standing: severityWords[band.severity],
    ...(places.get(band.id) ?? notKnown),
    spans: band.spans,
  }));
  return [...(shows.freezes ? freezes : []), ...(shows.windows ? windows : [])];
}

const kindWords = { window: 'Window', freeze: 'Freeze' } as const;

export const spanText = ([start, end]: readonly [number, number], zone: string): string =>
  `${formatInstant(start, zone)} to ${formatInstant(end, zone)}`;

const occurrencesOf = (record: BandRecord, zone: string): readonly TimelineBand[] => {
  const title = `${kindWords[record.kind]} ${record.name} (${record.standing}; ${record.says})`;
  return record.spans.map((span) => ({
    id: `${record.id}:${span[0]}`,
    kind: record.kind,
    start: span[0],
    end: span[1],
    title,
    label: `${title}, ${spanText(span, zone)}`,
    narrow: record.scope !== null,
  }));
};

export const recordIdOf = (bandId: string): string => bandId.split(':')[0] ?? bandId;

export type Drawn = { readonly bands: readonly TimelineBand[]; readonly ofConcern: BandsOfConcern };

/** Each occurrence as a band, and for each set of scopes the narrow ones that are drawn over its lanes. Which lanes those are, the server has told. */
export function drawnBands(records: readonly BandRecord[], { concerns }: Scopes, zone: string): Drawn {
  const own = records.map((record) => ({ scope: record.scope, bands: occurrencesOf(record, zone) }));
  const byScope = Map.groupBy(own, ({ scope }) => scope);
  const ofConcern = concerns.map((scopes) =>
    scopes.flatMap((scope) => (byScope.get(scope) ?? []).flatMap(({ bands }) => bands)).toSorted((a, b) => a.start - b.start),
  );
  return { bands: own.flatMap(({ bands }) => bands), ofConcern };
}

/** How many of the rows each narrow scope concerns. */
export function concernedRows(rows: readonly CalendarRow[], { concerns }: Scopes): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const scope of rows.flatMap((row) => concerns[row.concern] ?? [])) counts.set(scope, (counts.get(scope) ?? 0) + 1);
  return counts;
}

export type ListedBand = BandRecord & { readonly within: readonly (readonly [number, number])[] };

/** What shares time with a stretch, the next first; of those that were picked, if any were. */
export function listedBands(
  records: readonly BandRecord[],
  { from, to }: Span,
  picked: ReadonlySet<string> | null,
): readonly ListedBand[] {
  return records
    .map((record) => ({ ...record, within: record.spans.filter(([start, end]) => start < to && end > from) }))
    .filter((record) => record.within.length > 0 && (picked === null || picked.has(record.id)))
    .toSorted((a, b) => (a.within[0]?.[0] ?? 0) - (b.within[0]?.[0] ?? 0) || a.name.localeCompare(b.name));
}

/** The freezes that a go-live lies in, its time to back out included: of everything, and of the scopes of its row. */
export function freezesAround(row: CalendarRow, { bands, ofConcern }: Drawn): readonly TimelineBand[] {
  const { live } = row;
  if (live === null) return [];
  const asked = [...bands.filter((band) => band.narrow !== true), ...(ofConcern[row.concern] ?? [])];
  return asked.filter((band) => band.kind === 'freeze' && band.start < live[2] && band.end > live[0]);
}
