import { useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { layOut } from '../../../../design/timeline/model.ts';
import { toSvg } from '../../../../design/timeline/to-svg.ts';
import type { Span } from '../../../../design/timeline/types.ts';
import type { CalendarData } from './useCalendarData.ts';

const rowsOnSheet = 17;
const width = 1100;

function sheetsOf({ laid, bands, now, zone }: CalendarData, span: Span) {
  const model = layOut(laid.lanes, laid.groups);
  const count = Math.max(1, Math.ceil(model.rows.length / rowsOnSheet));
  return Array.from({ length: count }, (_, page) => {
    const rows = { first: page * rowsOnSheet, count: rowsOnSheet };
    const title = `Release calendar, page ${page + 1} of ${count}`;
    const svg = toSvg(model, { title, span, width, now, zone, bands, rows });
    return { title, source: `data:image/svg+xml,${encodeURIComponent(svg)}` };
  });
}

type PrintSheetsProps = { readonly data: CalendarData; readonly span: Span; readonly onDone: () => void };

/** The calendar as vectors, page by page, for paper and PDF: what is shown, in the light palette. */
export function PrintSheets({ data, span, onDone }: PrintSheetsProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheets are those of the moment of printing; news must not redraw them
  const sheets = useMemo(() => sheetsOf(data, span), []);
  useEffect(() => {
    const done = () => onDone();
    globalThis.addEventListener('afterprint', done);
    const images = [...document.querySelectorAll<HTMLImageElement>('.rl-cal-sheet img')];
    void Promise.allSettled(images.map((image) => image.decode())).then(() => globalThis.print());
    return () => globalThis.removeEventListener('afterprint', done);
  }, [onDone]);
  return createPortal(
    <div className="rl-cal-sheets">
      {sheets.map(({ title, source }) => (
        <div key={title} className="rl-cal-sheet">
          <p>
            {title}, times in {data.zone}
          </p>
          <img src={source} alt={title} />
        </div>
      ))}
    </div>,
    document.body,
  );
}
