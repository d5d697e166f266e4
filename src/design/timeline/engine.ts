import { type Model, rowIndexAt } from './model.ts';
import { brushOf, paintScene } from './paint.ts';
import { axisHeight, type Brush, type Ghost, type Scene } from './scene.ts';
import type { Span } from './types.ts';
import {
  contentWidth,
  isInside,
  leftOfScroll,
  type Range,
  rangeAround,
  scrollLeftOf,
  type View,
  withWidth,
  xOf,
  zoomAt,
} from './view.ts';

/** Layer of buttons and labels: which rows it holds and for which view it was laid out. */
export type Layer = { readonly first: number; readonly last: number; readonly view: View };

export type Parts = {
  readonly scroller: HTMLElement;
  readonly space: HTMLElement;
  readonly stick: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly rows: HTMLElement;
};

/** What comes from the outside and changes without motion. */
export type Content = Pick<Scene, 'model' | 'bands' | 'links' | 'selected' | 'now' | 'zone' | 'palette'> & {
  readonly data: Span | undefined;
};

export type Engine = ReturnType<typeof startEngine>;

// Long enough that a wheel's next notch comes before it, short enough to feel at once.
const idleMs = 90;
const overscan = 10;
const narrowBelow = 640;
const labelWidths = { wide: 264, narrow: 128 } as const;

/**
 * Moves and draws the timeline outside of React: a frame paints the canvas and writes `transform` on the rows in view, nothing else.
 * React lays the buttons out again when motion has stopped.
 */
export function startEngine(parts: Parts, first: Content, firstView: (width: number) => View, onLayer: (layer: Layer) => void) {
  const { scroller, space, stick, canvas, rows } = parts;
  let content = first;
  let brush: Brush | undefined;
  let brushPalette: Content['palette'] | undefined;
  let ghost: Ghost | null = null;
  let frame = 0;
  let idle = 0;
  let height = scroller.clientHeight;
  let labelWidth = widthOfLabels();
  let view = firstView(Math.max(1, scroller.clientWidth - labelWidth));
  let range: Range = rangeAround(view, content.data);
  let scrollTop = scroller.scrollTop;
  let layer: Layer | undefined;

  function widthOfLabels(): number {
    return scroller.clientWidth < narrowBelow ? labelWidths.narrow : labelWidths.wide;
  }

  const scene = (): Scene => ({ ...content, view, scrollTop, height, labelWidth, ghost });

  function readyBrush(): Brush | undefined {
    if (brush === undefined || brushPalette !== content.palette) {
      brush = brushOf(canvas, content.palette.freezeLine);
      brushPalette = content.palette;
    }
    return brush;
  }

  function fitCanvas(pixelRatio: number): void {
    const width = scroller.clientWidth;
    const wanted = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)] as const;
    if (canvas.width === wanted[0] && canvas.height === wanted[1]) return;
    [canvas.width, canvas.height] = wanted;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    stick.style.width = `${width}px`;
    stick.style.height = `${height}px`;
  }

  function moveLayer(): void {
    rows.style.transform = `translateY(${-scrollTop}px)`;
    if (layer === undefined) return;
    const shift = `translateX(${xOf(view, layer.view.left)}px)`;
    for (const cell of stick.querySelectorAll<HTMLElement>('.il-tl-items')) cell.style.transform = shift;
  }

  function draw(): void {
    frame = 0;
    const pixelRatio = globalThis.devicePixelRatio || 1;
    fitCanvas(pixelRatio);
    moveLayer();
    const ready = readyBrush();
    if (ready !== undefined) paintScene(ready, scene(), pixelRatio);
  }

  const rowWindow = (margin: number): readonly [number, number] => {
    const all = content.model.rows;
    const from = rowIndexAt(all, scrollTop) - margin;
    const to = rowIndexAt(all, scrollTop + height - axisHeight) + margin;
    return [Math.max(0, from), Math.min(all.length - 1, to)];
  };

  function settle(): void {
    idle = 0;
    if (!isInside(view, range)) stretch();
    const [from, to] = rowWindow(overscan);
    layer = { first: from, last: to, view };
    rows.dataset.busy = '0';
    onLayer(layer);
  }

  /** Labels must never be blank: when the rows of the layer are used up they are renewed at once, the buttons when motion stops. */
  function keepLabels(): void {
    if (layer === undefined) return;
    const [from, to] = rowWindow(0);
    if (from >= layer.first && to <= layer.last) return;
    const [wideFrom, wideTo] = rowWindow(overscan);
    layer = { ...layer, first: wideFrom, last: wideTo };
    onLayer(layer);
  }

  function ask(): void {
    if (frame === 0) frame = requestAnimationFrame(draw);
    keepLabels();
    clearTimeout(idle);
    idle = window.setTimeout(settle, idleMs);
  }

  function sizeSpace(): void {
    space.style.width = `${contentWidth(view, range) + labelWidth}px`;
    space.style.height = `${content.model.height + axisHeight}px`;
  }

  function placeScroll(): void {
    sizeSpace();
    scroller.scrollLeft = scrollLeftOf(view, range);
  }

  function stretch(): void {
    range = rangeAround(view, content.data);
    placeScroll();
  }

  /** Another place or zoom; the native scroll bar follows. */
  function show(next: View): void {
    const zoomed = next.pxPerDay !== view.pxPerDay;
    view = next;
    if (zoomed) rows.dataset.busy = '1';
    if (zoomed || !isInside(view, range)) stretch();
    else placeScroll();
    ask();
  }

  function scrolled(): void {
    scrollTop = scroller.scrollTop;
    const left = leftOfScroll(view, range, scroller.scrollLeft);
    // Below a pixel it is our own position read back, rounded: the exact one is kept.
    if (Math.abs(xOf(view, left)) > 1) view = { ...view, left };
    const atEnd = scroller.scrollLeft <= 0 || scroller.scrollLeft + scroller.clientWidth >= scroller.scrollWidth - 1;
    if (atEnd) stretch();
    ask();
  }

  function resized(): void {
    height = scroller.clientHeight;
    labelWidth = widthOfLabels();
    view = withWidth(view, Math.max(1, scroller.clientWidth - labelWidth));
    placeScroll();
    draw();
    ask();
  }

  function wheel(event: WheelEvent): void {
    if (!(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const x = event.clientX - scroller.getBoundingClientRect().left - labelWidth;
    show(zoomAt(view, Math.exp(-event.deltaY / 300), Math.max(0, x)));
  }

  const observer = new ResizeObserver(resized);
  observer.observe(scroller);
  scroller.addEventListener('scroll', scrolled, { passive: true });
  scroller.addEventListener('wheel', wheel, { passive: false });
  void document.fonts.ready.then(() => {
    brush = undefined;
    ask();
  });
  placeScroll();
  draw();
  settle();

  return {
    view: () => view,
    model: (): Model => content.model,
    bands: () => content.bands,
    scrollTop: () => scrollTop,
    labelWidth: () => labelWidth,
    show,
    zoom: (factor: number) => show(zoomAt(view, factor, view.width / 2)),
    ghost: (next: Ghost | null) => {
      ghost = next;
      ask();
    },
    update: (next: Content) => {
      content = next;
      sizeSpace();
      draw();
      settle();
    },
    scrollToRow: (top: number, rowHeight: number) => {
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + rowHeight > scroller.scrollTop + height - axisHeight)
        scroller.scrollTop = top + rowHeight - height + axisHeight;
    },
    panBy: (dx: number, dy: number) => scroller.scrollBy(-dx, -dy),
    /** After React has laid the layer out, it is moved to where the view is by now. */
    layerDone: moveLayer,
    stop: () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', scrolled);
      scroller.removeEventListener('wheel', wheel);
      cancelAnimationFrame(frame);
      clearTimeout(idle);
    },
  };
}
