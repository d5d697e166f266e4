import { type PointerEvent, type RefObject, useRef } from 'react';
import { bandLines, bandsAt } from './bands.ts';
import { byLane, dragText, type Grip, ghostOf, gripOf, movedSpan } from './drag.ts';
import type { Engine } from './engine.ts';
import { type Hit, hitAt, laneAt, markerAt } from './hit.ts';
import { axisHeight } from './scene.ts';
import type { TimelineBand, TimelineProps } from './types.ts';
import { snapDelta, xOf } from './view.ts';

export type Tip = { readonly show: (x: number, y: number, text: string) => void; readonly hide: () => void };

type Press = {
  readonly x: number;
  readonly y: number;
  readonly hit: Hit | undefined;
  readonly grip: Grip | undefined;
  readonly many: boolean;
  lastX: number;
  lastY: number;
  moved: boolean;
  delta: number;
};

export type GestureTools = {
  readonly engine: RefObject<Engine | null>;
  readonly props: RefObject<TimelineProps>;
  readonly zone: string;
  readonly tip: Tip;
  readonly say: (text: string) => void;
  readonly toggle: (itemId: string) => void;
};

const startPx = 4;
/** The strip of bands, and a little more to meet it by. */
const stripPx = 12;
const onControl = (event: PointerEvent): boolean =>
  event.target instanceof Element && event.target.closest('a, .il-tl-group button') !== null;

function cursorOf(hit: Hit | undefined, props: TimelineProps): string {
  if (hit === undefined) return '';
  const moves = hit.item.movable !== false;
  if (moves && hit.edge !== 'body' && props.onResize !== undefined) return 'ew-resize';
  return moves && props.onMove !== undefined ? 'grab' : 'pointer';
}

/** The pointer: hover tells, drag moves or resizes, an empty place pans, a click opens, with a modifier it selects. */
export function useGestures({ engine, props, zone, tip, say, toggle }: GestureTools) {
  const press = useRef<Press | null>(null);

  const pointOf = (event: PointerEvent<HTMLElement>, run: Engine) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left - run.labelWidth(), y: event.clientY - box.top };
  };
  const hitOf = (run: Engine, x: number, y: number): Hit | undefined =>
    x < 0 || y < axisHeight ? undefined : hitAt(run.model(), run.view(), x, y - axisHeight + run.scrollTop());

  const grab = (run: Engine, hit: Hit | undefined, byMouse: boolean): Grip | undefined => {
    const { onMove, onResize, selected = new Set<string>(), dragTakes = 'item' } = props.current;
    if (hit === undefined || !byMouse) return undefined;
    const edge = onResize === undefined ? 'body' : hit.edge;
    if (edge === 'body' && onMove === undefined) return undefined;
    return gripOf({ ...hit, edge }, { model: run.model(), selected, takes: dragTakes });
  };

  const down = (event: PointerEvent<HTMLElement>) => {
    const run = engine.current;
    if (run === null || event.button !== 0 || onControl(event)) return;
    const { x, y } = pointOf(event, run);
    if (x < 0) return;
    const hit = hitOf(run, x, y);
    const byMouse = event.pointerType !== 'touch';
    const many = event.ctrlKey || event.metaKey || event.shiftKey;
    press.current = { x, y, hit, grip: grab(run, hit, byMouse), many, lastX: x, lastY: y, moved: false, delta: 0 };
    if (byMouse) event.currentTarget.setPointerCapture(event.pointerId);
  };

  const dragOn = (run: Engine, held: Press, x: number, y: number) => {
    if (!held.moved && Math.hypot(x - held.x, y - held.y) < startPx) return;
    held.moved = true;
    if (held.grip === undefined) {
      if (held.hit === undefined) run.panBy(x - held.lastX, y - held.lastY);
      held.lastX = x;
      held.lastY = y;
      return;
    }
    held.delta = snapDelta(run.view(), x - held.x);
    run.ghost(ghostOf(held.grip, held.delta, run.model()));
    const span = movedSpan(held.grip.hit.item, held.grip.edge, held.delta);
    tip.show(xOf(run.view(), span.start) + run.labelWidth(), y - 44, dragText(held.grip, held.delta, zone));
  };

  /** Along the axis every band at that time; lower down those that concern the lane there. */
  const bandsUnder = (run: Engine, x: number, y: number): readonly TimelineBand[] => {
    if (x < 0 || y < axisHeight - stripPx) return [];
    const lane = y < axisHeight ? undefined : laneAt(run.model(), y - axisHeight + run.scrollTop());
    return y >= axisHeight && lane === undefined ? [] : bandsAt(run.bands(), lane, run.view(), x);
  };

  const hover = (event: PointerEvent<HTMLElement>, run: Engine, x: number, y: number) => {
    const hit = hitOf(run, x, y);
    const marker = x < 0 || y < axisHeight ? undefined : markerAt(run.model(), run.view(), x, y - axisHeight + run.scrollTop());
    const bands = bandsUnder(run, x, y);
    const opens = y < axisHeight && bands.length > 0 && props.current.onOpenBands !== undefined;
    event.currentTarget.style.cursor = marker !== undefined ? 'default' : opens ? 'pointer' : cursorOf(hit, props.current);
    const text = [marker?.label ?? hit?.item.aria ?? '', bandLines(bands)].filter((part) => part !== '').join('\n');
    if (text === '') tip.hide();
    else tip.show(x + run.labelWidth() + 12, y + 18, text);
  };

  const move = (event: PointerEvent<HTMLElement>) => {
    const run = engine.current;
    if (run === null) return;
    const { x, y } = pointOf(event, run);
    if (press.current === null) hover(event, run, x, y);
    else dragOn(run, press.current, x, y);
  };

  const drop = (run: Engine, grip: Grip, delta: number) => {
    if (delta === 0) return;
    const { onMove, onResize } = props.current;
    const { item, row } = grip.hit;
    if (grip.edge === 'body') for (const [lane, ids] of byLane(grip.taken, run.model())) onMove?.(lane, ids, delta);
    else onResize?.(row.id, item.id, grip.edge, movedSpan(item, grip.edge, delta)[grip.edge]);
    say(`${item.label}: ${dragText(grip, delta, zone)}`);
  };

  const click = (run: Engine, held: Press) => {
    if (held.hit === undefined) {
      const bands = held.y < axisHeight ? bandsUnder(run, held.x, held.y) : [];
      if (bands.length > 0) props.current.onOpenBands?.(bands.map((band) => band.id));
      return;
    }
    if (held.many && props.current.onSelected !== undefined) toggle(held.hit.item.id);
    else props.current.onOpen?.(held.hit.row.id, held.hit.item.id);
  };

  const up = () => {
    const run = engine.current;
    const held = press.current;
    press.current = null;
    tip.hide();
    if (run === null || held === null) return;
    run.ghost(null);
    if (!held.moved) click(run, held);
    else if (held.grip !== undefined) drop(run, held.grip, held.delta);
  };

  const cancel = () => {
    press.current = null;
    tip.hide();
    engine.current?.ghost(null);
  };

  return { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: cancel, onPointerLeave: tip.hide };
}
