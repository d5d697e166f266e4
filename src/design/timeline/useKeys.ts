import type { KeyboardEvent, RefObject } from 'react';
import { addDays } from '../time/zone.ts';
import { byLane } from './drag.ts';
import type { Engine } from './engine.ts';
import { type Place, rowIndexAt } from './model.ts';
import type { TimelineItem, TimelineProps } from './types.ts';
import { spanOf } from './view.ts';
import { firstInView, itemAfterKey, itemOf } from './walk.ts';

export type KeyTools = {
  readonly engine: RefObject<Engine | null>;
  readonly props: RefObject<TimelineProps>;
  readonly zone: string;
  readonly focused: string | null;
  readonly reveal: (itemId: string) => void;
  readonly today: () => void;
  readonly say: (text: string) => void;
  readonly toggle: (itemId: string) => void;
};

/** Everything that the pointer can do, from the keyboard. */
export function useKeys({ engine, props, zone, focused, reveal, today, say, toggle }: KeyTools) {
  const start = (run: Engine): boolean => {
    const { from, to } = spanOf(run.view());
    const item = firstInView(run.model(), rowIndexAt(run.model().rows, run.scrollTop()), from, to);
    if (item === undefined) return false;
    reveal(item.id);
    return true;
  };

  const shiftDays = (run: Engine, item: TimelineItem, days: number): boolean => {
    const { onMove, selected = new Set<string>() } = props.current;
    if (onMove === undefined || item.movable === false) return false;
    const ids = selected.has(item.id) ? [...selected] : [item.id];
    const delta = addDays(item.start, days, zone) - item.start;
    for (const [lane, own] of byLane(ids, run.model())) onMove(lane, own, delta);
    say(`${item.label} moved one day ${days > 0 ? 'later' : 'earlier'}`);
    return true;
  };

  const shiftEnd = (place: Place, item: TimelineItem, days: number): boolean => {
    const { onResize } = props.current;
    const end = addDays(item.end, days, zone);
    if (onResize === undefined || item.movable === false || end <= item.start) return false;
    onResize(place.row.id, item.id, 'end', end);
    say(`${item.label} ends one day ${days > 0 ? 'later' : 'earlier'}`);
    return true;
  };

  const shift = (event: KeyboardEvent, run: Engine, place: Place, item: TimelineItem): boolean => {
    switch (event.key) {
      case 'ArrowRight':
        return shiftDays(run, item, 1);
      case 'ArrowLeft':
        return shiftDays(run, item, -1);
      case 'ArrowUp':
        return shiftEnd(place, item, 1);
      case 'ArrowDown':
        return shiftEnd(place, item, -1);
      default:
        return false;
    }
  };

  const onItem = (event: KeyboardEvent, run: Engine, place: Place, item: TimelineItem): boolean => {
    if (event.altKey && event.shiftKey) return shift(event, run, place, item);
    if (event.key === ' ') {
      toggle(item.id);
      return true;
    }
    if (event.key === 'm' && props.current.onAskMove !== undefined) {
      props.current.onAskMove(place.row.id, item.id);
      return true;
    }
    const next = itemAfterKey(run.model(), place, event.key);
    if (next !== undefined) reveal(next.id);
    return next !== undefined || event.key.startsWith('Arrow');
  };

  const anywhere = (event: KeyboardEvent, run: Engine): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const acts: Readonly<Record<string, () => void>> = {
      '+': () => run.zoom(1.4),
      '=': () => run.zoom(1.4),
      '-': () => run.zoom(1 / 1.4),
      t: today,
      Escape: () => props.current.onSelected?.(new Set()),
    };
    acts[event.key]?.();
    return acts[event.key] !== undefined;
  };

  const handled = (event: KeyboardEvent, run: Engine): boolean => {
    if (anywhere(event, run)) return true;
    const onBar = event.target instanceof HTMLElement && event.target.dataset.item !== undefined;
    const place = onBar && focused !== null ? run.model().places.get(focused) : undefined;
    const item = place === undefined ? undefined : itemOf(place);
    if (place !== undefined && item !== undefined) return onItem(event, run, place, item);
    const onFrame = event.target === event.currentTarget;
    return onFrame && event.key.startsWith('Arrow') && !event.altKey && start(run);
  };

  return (event: KeyboardEvent) => {
    const run = engine.current;
    if (run !== null && handled(event, run)) event.preventDefault();
  };
}
