import type { Palette } from '../tokens.ts';
import { estimatedWidth } from './cut-text.ts';
import type { LegendEntry } from './Legend.tsx';
import { diamond, rect, text } from './svg-parts.ts';

const line = 18;
const swatch = 11;
const size = 10.5;
const gap = 16;
const inset = 6;

type Placed = { readonly entry: LegendEntry; readonly x: number; readonly row: number };

function placed(entries: readonly LegendEntry[], width: number): readonly Placed[] {
  let x = 0;
  let row = 0;
  return entries.map((entry) => {
    const needed = swatch + 5 + estimatedWidth(size)(entry.label);
    if (x > 0 && x + needed > width - 2 * inset) {
      x = 0;
      row += 1;
    }
    const place = { entry, x, row };
    x += needed + gap;
    return place;
  });
}

function swatchOf(entry: LegendEntry, x: number, y: number, palette: Palette): string {
  if ('phase' in entry) {
    const ink = palette.phase[entry.phase];
    return rect(x, y, swatch, swatch, { rx: 2, fill: ink.fill }) + rect(x, y + swatch - 2.5, swatch, 2.5, { fill: ink.base });
  }
  const box = (fill: string, stroke: string) =>
    rect(x + 0.75, y + 0.75, swatch - 1.5, swatch - 1.5, { rx: 2, fill, stroke, 'stroke-width': 1.5 });
  switch (entry.mark) {
    case 'window':
      return box(palette.window, palette.windowLine);
    case 'freeze':
      return box('url(#freeze)', palette.collision);
    case 'collision':
      return box('none', palette.collision);
    default: {
      const fill = { goLive: palette.good, gate: palette.accent, milestone: palette.ink2 }[entry.mark];
      return diamond(x + swatch / 2, y + swatch / 2, 5, { fill });
    }
  }
}

/** How high the legend is at a width; nothing where there is none. */
export const legendHeight = (entries: readonly LegendEntry[], width: number): number =>
  entries.length === 0 ? 0 : ((placed(entries, width).at(-1)?.row ?? 0) + 1) * line + 8;

/** The same legend as on the screen, drawn: a printer leaves backgrounds of elements out. */
export const legendPart = (entries: readonly LegendEntry[], top: number, width: number, palette: Palette): string =>
  placed(entries, width)
    .map(({ entry, x, row }) => {
      const y = top + 8 + row * line;
      const words = text(inset + x + swatch + 5, y + swatch - 1.5, entry.label, { 'font-size': size, fill: palette.ink2 });
      return swatchOf(entry, inset + x, y, palette) + words;
    })
    .join('');
