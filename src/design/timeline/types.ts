import type { Phase, Tone } from '../tokens.ts';

/** All times are milliseconds since 1970 in UTC; spans are half-open, `[start, end)`. */
export type TimelineItem = {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly phase: Phase;
  readonly label: string;
  /** What a screen reader says: name, span, collision. Shown as tip too. */
  readonly aria: string;
  readonly collision?: boolean | undefined;
  readonly movable?: boolean | undefined;
};

export type MarkerKind = 'milestone' | 'gate' | 'goLive';
export type TimelineMarker = { readonly id: string; readonly at: number; readonly kind: MarkerKind; readonly label: string };

export type LaneChip = { readonly text: string; readonly tone: Tone };

export type TimelineLane = {
  readonly id: string;
  readonly title: string;
  readonly keyText?: string | undefined;
  readonly href?: string | undefined;
  readonly chips?: readonly LaneChip[] | undefined;
  readonly groupId?: string | undefined;
  /** Heard after the name: what the picture tells by its place. */
  readonly note?: string | undefined;
  /** Bands of a narrow scope that this lane lies in. Lanes with the same ones share one list. */
  readonly bands?: readonly TimelineBand[] | undefined;
  readonly items: readonly TimelineItem[];
  readonly markers?: readonly TimelineMarker[] | undefined;
};

export type TimelineGroup = { readonly id: string; readonly title: string; readonly note?: string | undefined };

export type TimelineBand = {
  readonly id: string;
  readonly kind: 'window' | 'freeze';
  readonly start: number;
  readonly end: number;
  /** Its name and scope: the same for each occurrence. */
  readonly title: string;
  /** The title with the span of this occurrence. */
  readonly label: string;
  /** It holds some lanes only: it is drawn over those that have it among their `bands`, else over the whole picture. */
  readonly narrow?: boolean | undefined;
};

export type TimelineLink = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly broken?: boolean | undefined;
};

export const scales = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Scale = (typeof scales)[number];

export type Span = { readonly from: number; readonly to: number };

export type TimelineHandle = {
  readonly today: () => void;
  readonly goTo: (at: number) => void;
  readonly setScale: (scale: Scale) => void;
  readonly zoom: (factor: number) => void;
  /** Brings an item into view and gives it the focus. */
  readonly reveal: (itemId: string) => void;
};

export type TimelineProps = {
  readonly label: string;
  /** Head of the label column: "Portfolio and release". */
  readonly corner: string;
  readonly lanes: readonly TimelineLane[];
  readonly groups?: readonly TimelineGroup[] | undefined;
  /** All bands, narrow ones too. */
  readonly bands?: readonly TimelineBand[] | undefined;
  readonly links?: readonly TimelineLink[] | undefined;
  readonly now: number;
  readonly zone?: string | undefined;
  /** Where to begin; from the address. Without it the quarter around now. */
  readonly span?: Span | undefined;
  /** Told when motion has stopped; keep it in the address. */
  readonly onView?: ((span: Span, scale: Scale) => void) | undefined;
  readonly selected?: ReadonlySet<string> | undefined;
  readonly onSelected?: ((itemIds: ReadonlySet<string>) => void) | undefined;
  readonly onOpen?: ((laneId: string, itemId: string) => void) | undefined;
  /** A place of the strip of bands was chosen. */
  readonly onOpenBands?: ((bandIds: readonly string[]) => void) | undefined;
  /** Once per lane that has moved items. */
  readonly onMove?: ((laneId: string, itemIds: readonly string[], deltaMs: number) => void) | undefined;
  readonly onResize?: ((laneId: string, itemId: string, edge: 'start' | 'end', at: number) => void) | undefined;
  /** Key `m`: open a dialog with dates, the way without dragging. */
  readonly onAskMove?: ((laneId: string, itemId: string) => void) | undefined;
  /** What a drag takes along: the bar, or every movable bar of its lane. */
  readonly dragTakes?: 'item' | 'lane' | undefined;
};
