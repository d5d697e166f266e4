import { barTop, metrics, type Place } from './model.ts';
import { axisHeight, type Brush, type Scene } from './scene.ts';
import { xOf } from './view.ts';

type Point = { readonly x: number; readonly y: number };

const pointOf = (scene: Scene, place: Place, side: 'start' | 'end'): Point => {
  const item = place.row.items[place.index];
  const at = item === undefined ? 0 : item[side];
  const top = place.row.top + barTop(place.row, place.index) + metrics.bar / 2;
  return { x: xOf(scene.view, at), y: top - scene.scrollTop + axisHeight };
};

const seesBetween = (scene: Scene, a: Point, b: Point): boolean =>
  Math.max(a.x, b.x) >= 0 &&
  Math.min(a.x, b.x) <= scene.view.width &&
  Math.max(a.y, b.y) >= axisHeight &&
  Math.min(a.y, b.y) <= scene.height;

function paintLink(brush: Brush, from: Point, to: Point): void {
  const { g } = brush;
  const bend = Math.max(14, Math.abs(to.x - from.x) / 3);
  g.beginPath();
  g.moveTo(from.x, from.y);
  g.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x - 5, to.y);
  g.stroke();
  g.beginPath();
  g.moveTo(to.x, to.y);
  g.lineTo(to.x - 6, to.y - 4);
  g.lineTo(to.x - 6, to.y + 4);
  g.fill();
}

/** Dependencies from the end of one item to the start of another; a broken one is red and dashed. */
export function paintLinks(brush: Brush, scene: Scene): void {
  const { g } = brush;
  g.lineWidth = 1.4;
  g.globalAlpha = 0.8;
  for (const link of scene.links) {
    const from = scene.model.places.get(link.from);
    const to = scene.model.places.get(link.to);
    if (from === undefined || to === undefined) continue;
    const start = pointOf(scene, from, 'end');
    const end = pointOf(scene, to, 'start');
    if (!seesBetween(scene, start, end)) continue;
    const ink = link.broken === true ? scene.palette.collision : scene.palette.ink2;
    g.strokeStyle = ink;
    g.fillStyle = ink;
    g.setLineDash(link.broken === true ? [4, 3] : []);
    paintLink(brush, start, end);
  }
  g.setLineDash([]);
  g.globalAlpha = 1;
}
