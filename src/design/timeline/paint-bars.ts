import { type Bar, barsOf, inPaintOrder } from './bars.ts';
import { barTop, type LaneRow, metrics } from './model.ts';
import { rowsInView } from './paint-ground.ts';
import { axisHeight, type Brush, fonts, type Scene } from './scene.ts';
import type { MarkerKind, TimelineItem } from './types.ts';
import { timeAt, xOf } from './view.ts';

const leastForText = 30;
const leastRoom = 20;
const corner = 6;
const baseLine = 2.5;

type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly corners: readonly [left: number, right: number];
};

function barPath(g: CanvasRenderingContext2D, box: Box): void {
  const [left, right] = box.corners;
  g.beginPath();
  g.roundRect(box.x, box.y, box.width, metrics.bar, [left, right, right, left]);
}

function paintBox(brush: Brush, scene: Scene, item: TimelineItem, box: Box): void {
  const { g } = brush;
  const ink = scene.palette.phase[item.phase];
  g.fillStyle = ink.fill;
  if (box.width < 8) {
    g.fillRect(box.x, box.y, box.width, metrics.bar);
    g.fillStyle = ink.base;
    g.fillRect(box.x, box.y + metrics.bar - baseLine, box.width, baseLine);
    return;
  }
  barPath(g, box);
  g.fill();
  g.save();
  g.clip();
  g.fillStyle = ink.base;
  g.fillRect(box.x, box.y + metrics.bar - baseLine, box.width, baseLine);
  g.restore();
}

/** The outline, and a notch in the corner, so that a collision is told by its shape too. */
function paintCollision(brush: Brush, scene: Scene, box: Box): void {
  const { g } = brush;
  g.strokeStyle = scene.palette.collision;
  g.fillStyle = scene.palette.collision;
  g.lineWidth = 2;
  g.beginPath();
  g.roundRect(box.x + 1, box.y + 1, Math.max(1, box.width - 2), metrics.bar - 2, Math.min(4, box.width / 2));
  g.stroke();
  if (box.width < 16) return;
  g.beginPath();
  g.moveTo(box.x + box.width - 10, box.y);
  g.lineTo(box.x + box.width, box.y);
  g.lineTo(box.x + box.width, box.y + 10);
  g.fill();
}

function paintText(brush: Brush, scene: Scene, item: TimelineItem, box: Box): void {
  if (box.width < leastForText) return;
  const left = Math.max(box.x, 0) + 6;
  const room = Math.min(box.x + box.width, scene.view.width) - left - (item.collision === true ? 11 : 5);
  if (room < leastRoom) return;
  brush.g.fillStyle = scene.palette.phase[item.phase].ink;
  const text = brush.cut(item.label, room);
  if (text !== '') brush.g.fillText(text, left, box.y + metrics.bar / 2);
}

const touches = (left: Bar | undefined, right: Bar | undefined): boolean =>
  left !== undefined && right !== undefined && left.level === right.level && right.x - (left.x + left.width) < 1;

/** Bars that follow each other without a gap share a straight edge; the ends of a chain are round. */
function boxOf(bar: Bar, before: Bar | undefined, after: Bar | undefined, y: number): Box {
  const joinsAfter = touches(bar, after);
  const gap = joinsAfter && bar.width > 4 ? 1 : 0;
  return { x: bar.x, y, width: bar.width - gap, corners: [touches(before, bar) ? 0 : corner, joinsAfter ? 0 : corner] };
}

function paintLane(brush: Brush, scene: Scene, row: LaneRow, rowY: number): void {
  const bars = barsOf(row, scene.view);
  const boxes = new Map(
    bars.map((bar, at) => [bar, boxOf(bar, bars[at - 1], bars[at + 1], rowY + barTop(row, bar.index))] as const),
  );
  for (const bar of inPaintOrder(bars)) {
    const box = boxes.get(bar);
    if (box === undefined) continue;
    brush.g.globalAlpha = scene.ghost?.spanOf(bar.item) === undefined ? 1 : 0.35;
    paintBox(brush, scene, bar.item, box);
    if (bar.item.collision === true) paintCollision(brush, scene, box);
    paintText(brush, scene, bar.item, box);
    if (scene.selected.has(bar.item.id)) outline(brush, scene, box);
  }
  brush.g.globalAlpha = 1;
}

function outline(brush: Brush, scene: Scene, box: Box): void {
  brush.g.strokeStyle = scene.palette.accent;
  brush.g.lineWidth = 2;
  barPath(brush.g, { ...box, corners: [corner, corner] });
  brush.g.stroke();
}

function paintGhost(brush: Brush, scene: Scene, row: LaneRow, rowY: number): void {
  if (scene.ghost === null || !scene.ghost.rowIds.has(row.id)) return;
  row.items.forEach((item, index) => {
    const span = scene.ghost?.spanOf(item);
    if (span === undefined) return;
    const x = xOf(scene.view, span.start);
    const width = Math.max(2, xOf(scene.view, span.end) - x);
    const box: Box = { x, y: rowY + barTop(row, index), width, corners: [corner, corner] };
    paintBox(brush, scene, item, box);
    paintText(brush, scene, item, box);
    outline(brush, scene, box);
  });
}

const markerInk = (scene: Scene, kind: MarkerKind): string => {
  const inks: Readonly<Record<MarkerKind, string>> = {
    milestone: scene.palette.phase.plan.base,
    gate: scene.palette.accent,
    goLive: scene.palette.good,
  };
  return inks[kind];
};

function paintMarkers(brush: Brush, scene: Scene, row: LaneRow, rowY: number): void {
  const { g } = brush;
  if (scene.view.pxPerDay < 1.4) return;
  const radius = scene.view.pxPerDay > 6 ? 5.5 : 4.5;
  const y = rowY + 7;
  for (const marker of row.lane.markers ?? []) {
    if (marker.at < scene.view.left || marker.at > timeAt(scene.view, scene.view.width)) continue;
    const x = xOf(scene.view, marker.at);
    g.beginPath();
    g.moveTo(x, y - radius);
    g.lineTo(x + radius, y);
    g.lineTo(x, y + radius);
    g.lineTo(x - radius, y);
    g.closePath();
    g.fillStyle = markerInk(scene, marker.kind);
    g.fill();
    g.strokeStyle = scene.palette.body;
    g.lineWidth = 1.5;
    g.stroke();
  }
}

/** The bars, what is dragged, and the diamonds of every row in view. */
export function paintRows(brush: Brush, scene: Scene): void {
  brush.g.font = fonts.bar;
  const [first, last] = rowsInView(scene);
  for (let index = first; index <= last; index++) {
    const row = scene.model.rows[index];
    if (row?.kind !== 'lane') continue;
    const y = row.top - scene.scrollTop + axisHeight;
    paintLane(brush, scene, row, y);
    paintGhost(brush, scene, row, y);
    paintMarkers(brush, scene, row, y);
  }
}
