import { isWhole } from './bands.ts';
import { type Measure, rememberingCut, rememberingMeasure } from './cut-text.ts';
import { paintRows } from './paint-bars.ts';
import { paintGround } from './paint-ground.ts';
import { paintLinks } from './paint-links.ts';
import { axisHeight, type Brush, fonts, type Scene } from './scene.ts';
import { type Tick, ticksOf } from './ticks.ts';
import { xOf } from './view.ts';

function paintMajors(brush: Brush, scene: Scene, majors: readonly Tick[]): void {
  const { g } = brush;
  g.font = fonts.major;
  majors.forEach((tick, index) => {
    const x = xOf(scene.view, tick.at);
    const next = majors[index + 1];
    const end = next === undefined ? scene.view.width : xOf(scene.view, next.at);
    const textX = Math.max(x, 0) + 6;
    g.fillStyle = scene.palette.ink;
    if (end - textX > g.measureText(tick.label).width + 6) g.fillText(tick.label, textX, 15);
    g.fillStyle = scene.palette.line;
    g.fillRect(Math.round(x), 0, 1, axisHeight);
  });
}

function paintMinors(brush: Brush, scene: Scene, minors: readonly Tick[]): void {
  const { g } = brush;
  g.font = fonts.minor;
  let freeFrom = 0;
  for (const tick of minors) {
    const x = xOf(scene.view, tick.at);
    g.fillStyle = scene.palette.line;
    g.fillRect(Math.round(x), 28, 1, 24);
    if (x + 5 < freeFrom) continue;
    g.fillStyle = scene.palette.ink2;
    g.fillText(tick.label, x + 5, 38);
    freeFrom = x + 5 + g.measureText(tick.label).width + 4;
  }
}

const dashes = [3, 3];
const dashPx = 6;

/** Windows and freezes as a strip along the axis: seen also where rows cover their tint. Broken where they concern some lanes only. */
function paintBandStrip(brush: Brush, scene: Scene): void {
  const { g } = brush;
  const right = scene.view.width;
  for (const band of scene.bands) {
    const from = xOf(scene.view, band.start);
    const to = Math.max(from + 2, xOf(scene.view, band.end));
    if (to < 0 || from > right) continue;
    const freeze = band.kind === 'freeze';
    const thick = freeze ? 5 : 3;
    const y = axisHeight - 1 - thick / 2;
    g.strokeStyle = freeze ? scene.palette.collision : scene.palette.windowLine;
    g.lineWidth = thick;
    g.setLineDash(isWhole(band) ? [] : dashes);
    g.beginPath();
    // Begins a whole number of dashes further right, so that a long band costs no dashes out of sight.
    g.moveTo(from + Math.max(0, Math.floor(-from / dashPx)) * dashPx, y);
    g.lineTo(Math.min(to, right), y);
    g.stroke();
  }
  g.setLineDash([]);
}

function paintToday(brush: Brush, scene: Scene): void {
  const { g } = brush;
  const x = xOf(scene.view, scene.now);
  if (x < -30 || x > scene.view.width + 30) return;
  g.fillStyle = scene.palette.today;
  g.beginPath();
  g.roundRect(x - 26, 29, 52, 17, 9);
  g.fill();
  g.fillStyle = scene.palette.onToday;
  g.font = fonts.today;
  g.textAlign = 'center';
  g.fillText('Today', x, 38);
  g.textAlign = 'left';
}

function paintAxis(brush: Brush, scene: Scene): void {
  const { g } = brush;
  g.fillStyle = scene.palette.panel;
  g.fillRect(0, 0, scene.view.width, axisHeight);
  const { majors, minors } = ticksOf(scene.view, scene.zone);
  paintMajors(brush, scene, majors);
  paintMinors(brush, scene, minors);
  paintBandStrip(brush, scene);
  paintToday(brush, scene);
  g.fillStyle = scene.palette.line;
  g.fillRect(0, axisHeight - 1, scene.view.width, 1);
}

/** One frame. The canvas is as large as the viewport, never as the content. */
export function paintScene(brush: Brush, scene: Scene, pixelRatio: number): void {
  const { g } = brush;
  const width = scene.labelWidth + scene.view.width;
  g.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  g.textBaseline = 'middle';
  g.fillStyle = scene.palette.body;
  g.fillRect(0, 0, width, scene.height);
  g.save();
  g.beginPath();
  g.rect(scene.labelWidth, 0, scene.view.width, scene.height);
  g.clip();
  g.translate(scene.labelWidth, 0);
  paintGround(brush, scene);
  paintRows(brush, scene);
  paintLinks(brush, scene);
  paintAxis(brush, scene);
  g.restore();
}

function hatchOf(ink: string): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = 10;
  tile.height = 10;
  const g = tile.getContext('2d');
  if (g === null) return null;
  g.strokeStyle = ink;
  g.lineWidth = 1.2;
  g.beginPath();
  for (const offset of [-10, 0, 10]) {
    g.moveTo(offset, 10);
    g.lineTo(offset + 10, 0);
  }
  g.stroke();
  return g.createPattern(tile, 'repeat');
}

/** Made once per theme: colours are not read per frame. */
export function brushOf(canvas: HTMLCanvasElement, hatchInk: string): Brush | undefined {
  const g = canvas.getContext('2d', { alpha: false });
  if (g === null) return undefined;
  const measure: Measure = (text) => {
    g.font = fonts.bar;
    return g.measureText(text).width;
  };
  return { g, hatch: hatchOf(hatchInk), cut: rememberingCut(rememberingMeasure(measure)) };
}
