import { light, type Palette } from '../tokens.ts';
import { type Bar, barsOf, inPaintOrder } from './bars.ts';
import { cutText, estimatedWidth } from './cut-text.ts';
import { barTop, type LaneRow, type Model, metrics, type Row } from './model.ts';
import { axisHeight } from './scene.ts';
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
  readonly palette?: Palette | undefined;
  /** Rows of this page, for printing in pages; all without it. */
  readonly rows?: { readonly first: number; readonly count: number } | undefined;
};

type Sheet = { readonly view: View; readonly palette: Palette; readonly height: number; readonly options: SvgOptions };

const round = (value: number): string => String(Math.round(value * 100) / 100);
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// XML 1.0 has no place for control characters, not even as references: they are left out.
const escaped = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);

type Style = Readonly<Record<string, string | number>>;
const attributes = (style: Style): string =>
  Object.entries(style)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? round(value) : escaped(value)}"`)
    .join('');
const element = (name: string, style: Style, inner = ''): string =>
  inner === '' ? `<${name}${attributes(style)}/>` : `<${name}${attributes(style)}>${inner}</${name}>`;
const rect = (x: number, y: number, width: number, height: number, style: Style): string =>
  element('rect', { x, y, width: Math.max(0, width), height, ...style });
const text = (x: number, y: number, words: string, style: Style): string => element('text', { x, y, ...style }, escaped(words));

function bandPart(sheet: Sheet, band: TimelineBand): string {
  const { view, palette, height } = sheet;
  const x = Math.max(0, xOf(view, band.start));
  const width = Math.min(view.width, xOf(view, band.end)) - x;
  if (width <= 0) return '';
  const freeze = band.kind === 'freeze';
  const ground = rect(x, axisHeight, width, height - axisHeight, { fill: freeze ? palette.freeze : palette.window });
  const hatch = freeze ? rect(x, axisHeight, width, height - axisHeight, { fill: 'url(#freeze)' }) : '';
  const strip = rect(x, axisHeight - 5, width, 4, { fill: freeze ? palette.collision : palette.windowLine });
  return `${ground}${hatch}${strip}`;
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
      const points = `${round(x)},${round(y - 5)} ${round(x + 5)},${round(y)} ${round(x)},${round(y + 5)} ${round(x - 5)},${round(y)}`;
      return element('polygon', { points, fill, stroke: palette.body }, element('title', {}, escaped(marker.label)));
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
  const topOf = (row: Row): number => row.top - start + axisHeight;
  const lanes = rows.filter((row) => row.kind === 'lane');
  const bars = lanes.flatMap((row) => inPaintOrder(barsOf(row, view)).map((bar) => barPart(sheet, row, bar, topOf(row))));
  const today = xOf(view, options.now);
  const picture = [
    (options.bands ?? []).map((band) => bandPart(sheet, band)).join(''),
    axisPart(sheet),
    today < 0 || today > view.width ? '' : rect(today - 1, 28, 2, height - 28, { fill: palette.today }),
    bars.join(''),
    lanes.map((row) => markersPart(sheet, row, topOf(row))).join(''),
  ].join('');
  const inner = [
    element('title', {}, escaped(options.title)),
    element('defs', {}, hatchPattern(palette) + element('clipPath', { id: 'time' }, rect(0, 0, view.width, height, {}))),
    rect(0, 0, options.width, height, { fill: palette.body }),
    rows.map((row) => labelPart(sheet, row, topOf(row), labelWidth)).join(''),
    element('g', { transform: `translate(${labelWidth} 0)`, 'clip-path': 'url(#time)' }, picture),
  ].join('');
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${round(options.width)} ${round(height)}`,
    width: options.width,
    height,
    role: 'img',
    'font-family': 'Inter Variable, Inter, Helvetica, Arial, sans-serif',
  };
  return element('svg', frame, inner);
}
