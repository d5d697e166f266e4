import type { Row } from './model.ts';
import type { Span, TimelineBand } from './types.ts';
import { timeAt, type View, xOf } from './view.ts';

const none: readonly TimelineBand[] = [];

/** Bands that share time with a stretch. */
export const bandsWithin = (bands: readonly TimelineBand[], { from, to }: Span): readonly TimelineBand[] =>
  bands.filter((band) => band.start < to && band.end > from);

export const isWhole = (band: TimelineBand): boolean => band.narrow !== true;

/** The narrow bands of a row: a group has none, since its lanes may lie in different scopes. */
export const narrowBandsOf = (row: Row): readonly TimelineBand[] => (row.kind === 'lane' ? (row.lane.bands ?? none) : none);

/** Rows below each other with the same narrow bands: they are drawn in one piece. */
export type BandRun = { readonly bands: readonly TimelineBand[]; readonly top: number; readonly height: number };

/** Lanes with the same bands share one list, so that neighbours are told by identity. `rows` are in order, without a gap. */
export function bandRuns(rows: readonly Row[]): readonly BandRun[] {
  const runs: BandRun[] = [];
  for (const row of rows) {
    const bands = narrowBandsOf(row);
    const last = runs.at(-1);
    if (last !== undefined && last.bands === bands) runs[runs.length - 1] = { ...last, height: last.height + row.height };
    else runs.push({ bands, top: row.top, height: row.height });
  }
  return runs.filter((run) => run.bands.length > 0);
}

/** What is wide enough to be met by a pointer, in pixels to each side. */
const slackPx = 3;

/** The bands at a time: of one lane what concerns it, of everything where no lane is named; freezes first. */
export function bandsAt(bands: readonly TimelineBand[], lane: Row | undefined, view: View, x: number): readonly TimelineBand[] {
  const slack = timeAt(view, slackPx) - view.left;
  const at = timeAt(view, x);
  const asked = lane === undefined ? bands : [...bands.filter(isWhole), ...narrowBandsOf(lane)];
  const met = bandsWithin(asked, { from: at - slack, to: at + slack });
  return met.toSorted((a, b) => Number(a.kind === 'window') - Number(b.kind === 'window'));
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
const listedAtMost = 5;

/** Bands line by line; what is too much is counted. */
export function bandLines(bands: readonly TimelineBand[], most = listedAtMost): string {
  const lines = bands.slice(0, most).map((band) => band.label);
  const more = bands.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

export type BandCluster = {
  readonly x: number;
  readonly width: number;
  readonly bands: readonly TimelineBand[];
  /** "2 freezes and 1 window: …" */
  readonly label: string;
};

const clusterPx = 56;
const leastPx = 24;

function clusterOf(bands: readonly TimelineBand[], x: number, view: View): BandCluster {
  const right = bands.reduce((most, band) => Math.max(most, xOf(view, band.end)), x);
  const freezes = bands.filter((band) => band.kind === 'freeze').length;
  const windows = bands.length - freezes;
  const counts = [freezes === 0 ? '' : counted(freezes, 'freeze'), windows === 0 ? '' : counted(windows, 'window')].filter(
    Boolean,
  );
  const [only] = bands;
  const label = bands.length === 1 && only !== undefined ? only.label : `${counts.join(' and ')}:\n${bandLines(bands)}`;
  return { x, width: Math.max(leastPx, Math.min(right, x + 2 * clusterPx, view.width) - x), bands, label };
}

/** Bands in view as a few places wide enough to be aimed at and walked through by keyboard: those that begin near each other stand together. */
export function bandClusters(bands: readonly TimelineBand[], view: View): readonly BandCluster[] {
  const seen = bandsWithin(bands, { from: view.left, to: timeAt(view, view.width) }).toSorted((a, b) => a.start - b.start);
  const groups: { readonly x: number; readonly bands: TimelineBand[] }[] = [];
  for (const band of seen) {
    const x = Math.min(Math.max(0, xOf(view, band.start)), view.width - leastPx);
    const last = groups.at(-1);
    if (last !== undefined && x < last.x + clusterPx) last.bands.push(band);
    else groups.push({ x, bands: [band] });
  }
  return groups.map((group) => clusterOf(group.bands, group.x, view));
}

/** What a screen reader hears of the narrow bands of a lane: each once, with how often it comes in view. */
export function laneBandText(bands: readonly TimelineBand[], view: View): string {
  const seen = bandsWithin(bands, { from: view.left, to: timeAt(view, view.width) });
  const byTitle = [...Map.groupBy(seen, (band) => band.title)];
  const told = byTitle
    .slice(0, listedAtMost)
    .map(([title, own]) => (own.length === 1 ? (own[0]?.label ?? title) : `${title}, ${own.length} times`));
  return [...told, ...(byTitle.length > told.length ? [`and ${byTitle.length - told.length} more`] : [])].join('; ');
}
