import { type BandRun, bandRuns, isWhole } from './bands.ts';
import { rowIndexAt } from './model.ts';
import { axisHeight, type Brush, type Scene } from './scene.ts';
import { ticksOf, weekendsOf } from './ticks.ts';
import type { TimelineBand } from './types.ts';
import { timeAt, xOf } from './view.ts';

/** Left and width of a span, cut to the picture; undefined outside of it. */
function pieceOf(scene: Scene, start: number, end: number): readonly [x: number, width: number] | undefined {
  const { view } = scene;
  if (end <= view.left || start >= timeAt(view, view.width)) return undefined;
  const x = Math.max(-2, xOf(view, start));
  return [x, Math.min(view.width + 2, xOf(view, end)) - x];
}

/** From where to where a band is drawn: over the whole picture, or over the rows that it concerns. */
type Extent = { readonly y: number; readonly height: number };

const wholeOf = (scene: Scene): Extent => ({ y: axisHeight, height: scene.height - axisHeight });

function fillSpan(brush: Brush, scene: Scene, start: number, end: number, { y, height } = wholeOf(scene)): void {
  const piece = pieceOf(scene, start, end);
  if (piece !== undefined) brush.g.fillRect(piece[0], y, piece[1], height);
}

function paintWindow(brush: Brush, scene: Scene, band: TimelineBand, extent: Extent): void {
  brush.g.fillStyle = scene.palette.window;
  fillSpan(brush, scene, band.start, band.end, extent);
}

function paintFreeze(brush: Brush, scene: Scene, band: TimelineBand, { y, height }: Extent): void {
  const piece = pieceOf(scene, band.start, band.end);
  if (piece === undefined) return;
  const [x, width] = piece;
  const { g } = brush;
  g.fillStyle = scene.palette.freeze;
  g.fillRect(x, y, width, height);
  if (brush.hatch !== null) {
    g.globalAlpha = 0.5;
    g.fillStyle = brush.hatch;
    g.fillRect(x, y, width, height);
    g.globalAlpha = 1;
  }
  g.fillStyle = scene.palette.freezeLine;
  g.fillRect(x, y, 1, height);
  g.fillRect(x + width - 1, y, 1, height);
}

const painters = { window: paintWindow, freeze: paintFreeze } as const;

/** Bands of one kind: those of everything in one piece, narrow ones over the rows in view that they concern. */
function paintBands(brush: Brush, scene: Scene, kind: TimelineBand['kind'], runs: readonly BandRun[]): void {
  const paint = painters[kind];
  for (const band of scene.bands) if (band.kind === kind && isWhole(band)) paint(brush, scene, band, wholeOf(scene));
  for (const run of runs) {
    // The line below the last row stays free, so that neighbours can be told apart.
    const extent = { y: run.top - scene.scrollTop + axisHeight, height: run.height - 1 };
    for (const band of run.bands) if (band.kind === kind) paint(brush, scene, band, extent);
  }
}

/** The rows between the first and last pixel of the picture. */
export function rowsInView(scene: Scene): readonly [first: number, last: number] {
  const { rows } = scene.model;
  return [rowIndexAt(rows, scene.scrollTop), rowIndexAt(rows, scene.scrollTop + scene.height - axisHeight)];
}

function paintRowLines(brush: Brush, scene: Scene): void {
  const { g } = brush;
  const [first, last] = rowsInView(scene);
  for (let index = first; index <= last; index++) {
    const row = scene.model.rows[index];
    if (row === undefined) return;
    const y = row.top - scene.scrollTop + axisHeight;
    if (row.kind === 'group') {
      g.fillStyle = scene.palette.panel;
      g.fillRect(0, y, scene.view.width, row.height);
    }
    g.fillStyle = scene.palette.line2;
    g.fillRect(0, y + row.height - 1, scene.view.width, 1);
  }
}

/** Windows, weekends, the past, grid and freezes: all that lies under the bars. */
export function paintGround(brush: Brush, scene: Scene): void {
  const { g } = brush;
  const { palette, view } = scene;
  const [first, last] = rowsInView(scene);
  const runs = bandRuns(scene.model.rows.slice(first, last + 1));
  paintRowLines(brush, scene);
  g.fillStyle = palette.past;
  for (const weekend of weekendsOf(view, scene.zone)) fillSpan(brush, scene, weekend.start, weekend.end);
  fillSpan(brush, scene, Number.NEGATIVE_INFINITY, scene.now);
  paintBands(brush, scene, 'window', runs);
  g.fillStyle = palette.line2;
  for (const tick of ticksOf(view, scene.zone).minors) g.fillRect(Math.round(xOf(view, tick.at)), axisHeight, 1, scene.height);
  paintBands(brush, scene, 'freeze', runs);
  g.fillStyle = palette.today;
  g.fillRect(xOf(view, scene.now) - 1, axisHeight, 2, scene.height);
}
