import type { Palette } from '../tokens.ts';
import type { Model } from './model.ts';
import type { TimelineBand, TimelineItem, TimelineLink } from './types.ts';
import type { View } from './view.ts';

export const axisHeight = 52;

/** While something is dragged: where each taken item would lie. */
export type Ghost = {
  readonly rowIds: ReadonlySet<string>;
  readonly spanOf: (item: TimelineItem) => { readonly start: number; readonly end: number } | undefined;
};

/** Everything that a frame shows. */
export type Scene = {
  readonly model: Model;
  readonly bands: readonly TimelineBand[];
  readonly links: readonly TimelineLink[];
  readonly selected: ReadonlySet<string>;
  readonly now: number;
  readonly zone: string;
  readonly palette: Palette;
  readonly view: View;
  readonly scrollTop: number;
  /** Of the whole picture, axis included. */
  readonly height: number;
  readonly labelWidth: number;
  readonly ghost: Ghost | null;
};

/** The canvas with what is kept between frames. Its x = 0 is the left edge of the time, right of the labels. */
export type Brush = {
  readonly g: CanvasRenderingContext2D;
  readonly hatch: CanvasPattern | null;
  readonly cut: (text: string, room: number) => string;
};

export const fonts = {
  bar: '550 11.5px "Inter Variable", Inter, system-ui, sans-serif',
  major: '650 12.5px "Inter Variable", Inter, system-ui, sans-serif',
  minor: '500 12px "Inter Variable", Inter, system-ui, sans-serif',
  today: '650 11px "Inter Variable", Inter, system-ui, sans-serif',
} as const;
