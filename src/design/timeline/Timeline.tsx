import { useComputedColorScheme } from '@mantine/core';
import { type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useZone } from '../DesignRoot.tsx';
import { palettes } from '../tokens.ts';
import { BandStrip } from './BandStrip.tsx';
import { bandClusters } from './bands.ts';
import { type Content, type Engine, type Layer, startEngine } from './engine.ts';
import { LayerRow } from './LayerRows.tsx';
import { extentOf, layOut, type Model, type Row } from './model.ts';
import type { TimelineHandle, TimelineProps } from './types.ts';
import { useGestures } from './useGestures.ts';
import { useKeys } from './useKeys.ts';
import { centredOn, DAY, scaleOf, spanOf, type View, viewOfSpan, withScale, xOf } from './view.ts';
import { itemOf } from './walk.ts';

const none: ReadonlySet<string> = new Set();
const noView: View = { left: 0, pxPerDay: 1, width: 1 };
const noBands: NonNullable<TimelineProps['bands']> = [];
const noLinks: NonNullable<TimelineProps['links']> = [];

const startSpan = (now: number) => ({ from: now - 30 * DAY, to: now + 62 * DAY });

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The newest props, for what runs outside of a render: pointer, keys, frames. */
function useLatest<T>(value: T) {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}

function useContent(props: TimelineProps, collapsed: ReadonlySet<string>, zone: string): Content {
  const scheme = useComputedColorScheme('light');
  const { lanes, groups, bands = noBands, links = noLinks, selected = none, now } = props;
  const model = useMemo(() => layOut(lanes, groups, collapsed), [lanes, groups, collapsed]);
  const data = useMemo(() => extentOf(lanes), [lanes]);
  return useMemo(
    () => ({ model, bands, links, selected, now, zone, palette: palettes[scheme], data }),
    [model, bands, links, selected, now, zone, scheme, data],
  );
}

/** The parts of the picture that the engine moves by hand. */
function useParts() {
  return {
    scroller: useRef<HTMLDivElement>(null),
    space: useRef<HTMLDivElement>(null),
    stick: useRef<HTMLDivElement>(null),
    canvas: useRef<HTMLCanvasElement>(null),
    rows: useRef<HTMLDivElement>(null),
    tip: useRef<HTMLDivElement>(null),
    live: useRef<HTMLDivElement>(null),
  };
}

type PartRefs = ReturnType<typeof useParts>;

function useEngine(refs: PartRefs, content: Content, props: TimelineProps) {
  const engine = useRef<Engine | null>(null);
  const [layer, setLayer] = useState<Layer | null>(null);
  const latest = useLatest({ content, props });
  const told = useRef<string>('');
  useLayoutEffect(() => {
    const [scroller, space, stick, canvas, rows] = [refs.scroller, refs.space, refs.stick, refs.canvas, refs.rows].map(
      (ref) => ref.current,
    );
    if (!(scroller && space && stick && canvas instanceof HTMLCanvasElement && rows)) return;
    const first = latest.current;
    const firstView = (width: number): View => viewOfSpan(first.props.span ?? startSpan(first.props.now), width);
    const tell = (next: Layer) => {
      setLayer(next);
      const span = spanOf(next.view);
      const key = `${Math.round(span.from)}-${Math.round(span.to)}`;
      if (key === told.current) return;
      told.current = key;
      latest.current.props.onView?.(span, scaleOf(next.view));
    };
    engine.current = startEngine({ scroller, space, stick, canvas, rows }, first.content, firstView, tell);
    return () => engine.current?.stop();
  }, [refs.scroller, refs.space, refs.stick, refs.canvas, refs.rows, latest]);
  useLayoutEffect(() => engine.current?.update(content), [content]);
  useLayoutEffect(() => engine.current?.layerDone());
  const { span } = props;
  // An address that changed by itself (back, a shared link) moves the view; our own report coming back does not.
  useEffect(() => {
    const run = engine.current;
    if (run === null || span === undefined) return;
    if (`${Math.round(span.from)}-${Math.round(span.to)}` === told.current) return;
    run.show(viewOfSpan(span, run.view().width));
  }, [span]);
  return { engine, layer };
}

function useTip(refs: PartRefs) {
  return useMemo(
    () => ({
      show: (x: number, y: number, text: string) => {
        const tip = refs.tip.current;
        if (tip === null) return;
        tip.textContent = text;
        const most = Math.max(0, (refs.scroller.current?.clientWidth ?? 0) - tip.offsetWidth - 8);
        tip.style.transform = `translate(${Math.min(most, Math.max(8, x))}px, ${Math.max(4, y)}px)`;
        tip.dataset.shown = 'true';
      },
      hide: () => {
        if (refs.tip.current !== null) refs.tip.current.dataset.shown = 'false';
      },
    }),
    [refs.tip, refs.scroller],
  );
}

/** Rows of the layer, and the one with the focus, which stays even when it has been scrolled away. */
function drawnRows(model: Model, layer: Layer | null, focused: string | null): readonly (readonly [row: Row, index: number])[] {
  if (layer === null) return [];
  const shown = model.rows.slice(layer.first, layer.last + 1).map((row, at) => [row, layer.first + at] as const);
  const kept = focused === null ? undefined : model.places.get(focused)?.row;
  if (kept === undefined) return shown;
  const index = model.rows.indexOf(kept);
  return index < 0 || (index >= layer.first && index <= layer.last) ? shown : [...shown, [kept, index]];
}

/** Gives an item the focus once the layer has drawn its button. */
function useFocus(refs: PartRefs, engine: { readonly current: Engine | null }) {
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const button = refs.rows.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(wanted.current)}"]`);
    if (button === null || button === undefined) return;
    wanted.current = null;
    button.focus({ preventScroll: true });
  });
  const reveal = useCallback(
    (itemId: string) => {
      const run = engine.current;
      const place = run?.model().places.get(itemId);
      const item = place === undefined ? undefined : itemOf(place);
      if (run === null || place === undefined || item === undefined) return;
      run.scrollToRow(place.row.top, place.row.height);
      const view = run.view();
      const x = xOf(view, item.start);
      if (x < 0 || x > view.width - 60) run.show({ ...view, left: item.start - (view.width / 3 / view.pxPerDay) * DAY });
      else run.show(view);
      wanted.current = itemId;
      setFocused(itemId);
    },
    [engine],
  );
  return { focused, setFocused, reveal };
}

/**
 * Lanes of items over time: one canvas as large as the viewport, with real buttons over it. See `types.ts` for the props. It wants a
 * parent with a height (`PageFill`).
 */
export function Timeline({ ref, ...props }: TimelineProps & { readonly ref?: Ref<TimelineHandle> | undefined }) {
  const zone = useZone(props.zone);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(none);
  const content = useContent(props, collapsed, zone);
  const refs = useParts();
  const { engine, layer } = useEngine(refs, content, props);
  const latest = useLatest(props);
  const tip = useTip(refs);
  const { focused, setFocused, reveal } = useFocus(refs, engine);
  const say = (text: string) => {
    if (refs.live.current !== null) refs.live.current.textContent = text;
  };
  const toggle = (itemId: string) => latest.current.onSelected?.(toggled(latest.current.selected ?? none, itemId));
  const goTo = useCallback((at: number) => engine.current?.show(centredOn(engine.current.view(), at)), [engine]);
  const today = () => goTo(latest.current.now);
  const gestures = useGestures({ engine, props: latest, zone, tip, say, toggle });
  const press = useKeys({ engine, props: latest, zone, focused, reveal, today, say, toggle });
  useImperativeHandle(ref, () => ({
    today,
    goTo,
    reveal,
    setScale: (scale) => engine.current?.show(withScale(engine.current.view(), scale)),
    zoom: (factor) => engine.current?.zoom(factor),
  }));
  const acts = useMemo(
    () => ({
      onToggleGroup: (groupId: string) => setCollapsed((before) => toggled(before, groupId)),
      onFocusItem: setFocused,
      onOpen: (laneId: string, itemId: string) => latest.current.onOpen?.(laneId, itemId),
    }),
    [latest, setFocused],
  );
  const { rows } = content.model;
  const { bands } = content;
  const clusters = useMemo(() => (layer === null ? [] : bandClusters(bands, layer.view)), [bands, layer]);
  return (
    <section
      ref={refs.scroller}
      className="il-tl"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard, and the bars' keys start here
      tabIndex={0}
      aria-label={`${props.label}. Arrow keys move between bars, plus and minus zoom, t goes to today.`}
      onKeyDown={press}
    >
      <div ref={refs.space} className="il-tl-space">
        <div ref={refs.stick} className="il-tl-stick" {...gestures}>
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus; the buttons over it speak for it */}
          <canvas ref={refs.canvas} aria-hidden="true" />
          <BandStrip
            clusters={clusters}
            labelWidth={engine.current?.labelWidth() ?? 0}
            tip={tip}
            onOpen={(ids) => latest.current.onOpenBands?.(ids)}
          />
          <div role="grid" aria-label={props.label} aria-rowcount={rows.length + 1} className="il-tl-grid">
            <div role="row" aria-rowindex={1} className="il-tl-head">
              <div role="columnheader" className="il-tl-corner">
                {props.corner}
              </div>
              <div role="columnheader" className="il-only-read">
                Schedule
              </div>
            </div>
            <div role="rowgroup" className="il-tl-clip">
              <div role="presentation" ref={refs.rows} className="il-tl-rows">
                {drawnRows(content.model, layer, focused).map(([row, index]) => (
                  <LayerRow
                    key={row.id}
                    row={row}
                    index={index}
                    view={layer?.view ?? noView}
                    focused={focused !== null && content.model.places.get(focused)?.row === row ? focused : null}
                    selected={props.selected ?? none}
                    acts={acts}
                  />
                ))}
              </div>
            </div>
          </div>
          <div ref={refs.tip} className="il-tl-tip" aria-hidden="true" data-shown="false" />
          <div ref={refs.live} role="status" className="il-only-read" />
        </div>
      </div>
    </section>
  );
}
