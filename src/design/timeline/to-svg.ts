import { light, type Palette } from '../tokens.ts';
import { type BandRun, bandRuns, isWhole } from './bands.ts';
import { type Bar, barsOf, inPaintOrder } from './bars.ts';
import { cutText, estimatedWidth } from './cut-text.ts';
import type { LegendEntry } from './Legend.tsx';
import { barTop, type LaneRow, type Model, metrics, type Row } from './model.ts';
import { axisHeight } from './scene.ts';
import { legendHeight, legendPart } from './svg-legend.ts';
import { diamond, element, escaped, rect, type Style, text } from './svg-parts.ts';
import { ticksOf } from './ticks.ts';
import type { Span, TimelineBand } from './types.ts';
import { timeAt, type View, viewOfSpan, xOf } from './view.ts';

export type SvgOptions = {
  readonly title: string;
  readonly span: Span;
  /** Of the whole picture, labels included; 1100 fits A4 across. */
  readonly width: number;
  readonly labelWidth?: number | undefined;
  readonly now: number;
  readonly zone: string;
  readonly bands?: readonly TimelineBand[] | undefined;
  /** Below the rows; give it only what is shown. */
  readonly legend?: readonly LegendEntry[] | undefined;
  readonly palette?: Palette | undefined;
  /** Rows of this page, for printing in pages; all without it. */
  readonly rows?: { readonly first: number; readonly count: number } | undefined;
};

type Sheet = { readonly view: View; readonly palette: Palette; readonly height: number; readonly options: SvgOptions };

/** Bands of one kind lie over each other as on the screen: over the whole picture, or over the rows that they concern. */
function bandGround(sheet: Sheet, band: TimelineBand, y: number, height: number): string {
  const { view, palette } = sheet;
  const x = Math.max(0, xOf(view, band.start));
  const width = Math.min(view.width, xOf(view, band.end)) - x;
  if (width <= 0) return '';
  if (band.kind === 'window') return rect(x, y, width, height, { fill: palette.window });
  return rect(x, y, width, height, { fill: palette.freeze }) + rect(x, y, width, height, { fill: 'url(#freeze)' });
}

function stripPart({ view, palette }: Sheet, band: TimelineBand): string {
  const from = Math.max(0, xOf(view, band.start));
  const to = Math.min(view.width, xOf(view, band.end));
  if (to <= from) return '';
  const freeze = band.kind === 'freeze';
  const y = axisHeight - (freeze ? 3 : 2.5);
  const dash: Style = isWhole(band) ? {} : { 'stroke-dasharray': '3 3' };
  const stroke = freeze ? palette.collision : palette.windowLine;
  return element('line', { x1: from, y1: y, x2: to, y2: y, stroke, 'stroke-width': freeze ? 4 : 3, ...dash });
}

function bandsPart(sheet: Sheet, runs: readonly BandRun[], topOf: (row: { readonly top: number }) => number): string {
  const bands = sheet.options.bands ?? [];
  const whole = bands.filter(isWhole).map((band) => bandGround(sheet, band, axisHeight, sheet.height - axisHeight));
  const narrow = runs.flatMap((run) => run.bands.map((band) => bandGround(sheet, band, topOf(run), run.height - 1)));
  return [...whole, ...narrow, ...bands.map((band) => stripPart(sheet, band))].join('');
}

function axisPart({ view, palette, height, options }: Sheet): string {
  const { majors, minors } = ticksOf(view, options.zone);
  const heads = majors.map((tick, index) => {
    const x = Math.max(0, xOf(view, tick.at));
    const next = majors[index + 1];
    const room = (next === undefined ? view.width : xOf(view, next.at)) - x - 10;
    const words = cutText(tick.label, room, estimatedWidth(12));
    return text(x + 5, 18, words, { 'font-size': 12, 'font-weight': 650, fill: palette.ink });
  });
  let freeFrom = 0;
  const units = minors.map((tick) => {
    const x = xOf(view, tick.at);
    const line = x < 0 ? '' : rect(x, 28, 0.75, height - 28, { fill: palette.line });
    if (x < freeFrom) return line;
    freeFrom = x + estimatedWidth(11)(tick.label) + 8;
    return line + text(x + 4, 42, tick.label, { 'font-size': 11, fill: palette.ink2 });
  });
  return `${heads.join('')}${units.join('')}`;
}

function barPart(sheet: Sheet, row: LaneRow, bar: Bar, top: number): string {
  const { view, palette } = sheet;
  const x = Math.max(0, bar.x);
  const width = Math.min(view.width, bar.x + bar.width) - x;
  const y = top + barTop(row, bar.index);
  const ink = palette.phase[bar.item.phase];
  const words = width < 26 ? '' : cutText(bar.item.label, width - 10, estimatedWidth(10.5));
  const parts = [
    rect(x, y, width, metrics.bar, { rx: 3, fill: ink.fill }),
    rect(x, y + metrics.bar - 2.5, width, 2.5, { fill: ink.base }),
    words === '' ? '' : text(x + 5, y + metrics.bar / 2 + 3.5, words, { 'font-size': 10.5, 'font-weight': 550, fill: ink.ink }),
    bar.item.collision === true
      ? rect(x + 1, y + 1, width - 2, metrics.bar - 2, { rx: 3, fill: 'none', stroke: palette.collision, 'stroke-width': 2 })
      : '',
  ];
  return element('g', {}, `${element('title', {}, escaped(bar.item.aria))}${parts.join('')}`);
}

function markersPart({ view, palette }: Sheet, row: LaneRow, top: number): string {
  const seen = (row.lane.markers ?? []).filter((marker) => marker.at >= view.left && marker.at <= timeAt(view, view.width));
  return seen
    .map((marker) => {
      const x = xOf(view, marker.at);
      const y = top + 7;
      const fill = marker.kind === 'goLive' ? palette.good : marker.kind === 'gate' ? palette.accent : palette.ink2;
      return diamond(x, y, 5, { fill, stroke: palette.body }, element('title', {}, escaped(marker.label)));
    })
    .join('');
}

function labelPart(sheet: Sheet, row: Row, top: number, labelWidth: number): string {
  const { palette } = sheet;
  const group = row.kind === 'group';
  const name = group ? row.group.title : row.lane.title;
  const key = group ? String(row.count) : (row.lane.keyText ?? '');
  const room = labelWidth - 20 - estimatedWidth(11)(key);
  const ground = group ? rect(0, top, sheet.options.width, row.height, { fill: palette.panel }) : '';
  const middle = top + Math.min(row.height, metrics.lane) / 2 + 4;
  const words = text(6, middle, cutText(name, room, estimatedWidth(12)), {
    'font-size': 12,
    'font-weight': group ? 640 : 550,
    fill: palette.ink,
  });
  const keyWords = text(labelWidth - 8, middle, key, { 'font-size': 11, fill: palette.ink2, 'text-anchor': 'end' });
  const line = rect(0, top + row.height - 0.75, sheet.options.width, 0.75, { fill: palette.line });
  return `${ground}${words}${keyWords}${line}`;
}

const hatchPattern = (palette: Palette): string =>
  element(
    'pattern',
    { id: 'freeze', width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    rect(0, 0, 1, 8, { fill: palette.freezeLine }),
  );

/** The model as one vector picture for print and PDF: same bars, same merging, nothing of the browser. */
export function toSvg(model: Model, options: SvgOptions): string {
  const palette = options.palette ?? light;
  const labelWidth = options.labelWidth ?? 220;
  const view = viewOfSpan(options.span, options.width - labelWidth);
  const first = options.rows?.first ?? 0;
  const rows = model.rows.slice(first, options.rows === undefined ? undefined : first + options.rows.count);
  const start = rows[0]?.top ?? 0;
  const height = rows.reduce((sum, row) => sum + row.height, axisHeight);
  const sheet: Sheet = { view, palette, height, options };
  const topOf = (row: { readonly top: number }): number => row.top - start + axisHeight;
  const lanes = rows.filter((row) => row.kind === 'lane');
  const bars = lanes.flatMap((row) => inPaintOrder(barsOf(row, view)).map((bar) => barPart(sheet, row, bar, topOf(row))));
  const today = xOf(view, options.now);
  const picture = [
    bandsPart(sheet, bandRuns(rows), topOf),
    axisPart(sheet),
    today < 0 || today > view.width ? '' : rect(today - 1, 28, 2, height - 28, { fill: palette.today }),
    bars.join(''),
    lanes.map((row) => markersPart(sheet, row, topOf(row))).join(''),
  ].join('');
  const legend = options.legend ?? [];
  const whole = height + legendHeight(legend, options.width);
  const inner = [
    element('title', {}, escaped(options.title)),
    element('defs', {}, hatchPattern(palette) + element('clipPath', { id: 'time' }, rect(0, 0, view.width, height, {}))),
    rect(0, 0, options.width, whole, { fill: palette.body }),
    rows.map((row) => labelPart(sheet, row, topOf(row), labelWidth)).join(''),
    element('g', { transform: `translate(${labelWidth} 0)`, 'clip-path': 'url(#time)' }, picture),
    legendPart(legend, height, options.width, palette),
  ].join('');
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${options.width} ${Math.ceil(whole)}`,
    width: options.width,
    height: Math.ceil(whole),
    role: 'img',
    'font-family': 'Inter Variable, Inter, Helvetica, Arial, sans-serif',
  };
  return element('svg', frame, inner);
}
