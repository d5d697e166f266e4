import { useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { formatDay } from '../../../../design/time/format-instant.ts';
import { layOut, type Row } from '../../../../design/timeline/model.ts';
import { pagesOf } from '../../../../design/timeline/pages.ts';
import { toSvg } from '../../../../design/timeline/to-svg.ts';
import type { Span } from '../../../../design/timeline/types.ts';
import { concernText } from './BandsList.tsx';
import { listedBands, spanText } from './bands.ts';
import { legendOf } from './legend.ts';
import type { CalendarData } from './useCalendarData.ts';

// A4 across with its margins is about 1100 by 750; title, axis and two lines of legend take the rest.
const width = 1100;
const heightOfRows = 590;
const spansAtMost = 3;

/** The group in whose middle a page begins: its head stands on an earlier page. */
function continued(rows: readonly Row[], first: number): string {
  if (rows[first]?.kind !== 'lane') return '';
  const head = rows.slice(0, first).findLast((row) => row.kind === 'group');
  return head?.kind === 'group' ? `, ${head.group.title} continued` : '';
}

function sheetsOf(data: CalendarData, span: Span) {
  const { laid, bands, now, zone } = data;
  const model = layOut(laid.lanes, laid.groups);
  const pages = pagesOf(model.rows, heightOfRows);
  const legend = legendOf(data);
  return pages.map((rows, page) => {
    const title = `Release calendar, page ${page + 1} of ${pages.length}`;
    const svg = toSvg(model, { title, span, width, now, zone, bands, rows, legend });
    const note = continued(model.rows, rows.first);
    return { title, note, source: `data:image/svg+xml,${encodeURIComponent(svg)}` };
  });
}

/** On paper nobody hovers: what each window and freeze is called and what it holds stands in words. */
function BandTable({ data, span }: { readonly data: CalendarData; readonly span: Span }) {
  const bands = listedBands(data.bandRecords, span, null);
  if (bands.length === 0) return null;
  return (
    <table className="rl-cal-sheet rl-cal-sheet-table">
      <caption>Windows and freezes</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Scope</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {bands.map((band) => {
          const more = band.within.length - spansAtMost;
          const when = band.within.slice(0, spansAtMost).map((one) => spanText(one, data.zone));
          return (
            <tr key={band.id}>
              <th scope="row">
                {band.kind === 'freeze' ? 'Freeze' : 'Window'} {band.name} ({band.standing})
              </th>
              <td>
                {band.says.charAt(0).toUpperCase() + band.says.slice(1)}. {concernText(band, data.concerned, data.rows.length)}
              </td>
              <td>
                {when.join('; ')}
                {more > 0 ? `; and ${more} more` : ''}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
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
  const stretch = `${formatDay(span.from, data.zone)} to ${formatDay(span.to - 1, data.zone)}, times in ${data.zone}`;
  return createPortal(
    <div className="rl-cal-sheets">
      {sheets.map(({ title, note, source }) => (
        <div key={title} className="rl-cal-sheet">
          <p>
            {title}
            {note}; {stretch}
          </p>
          <img src={source} alt={title} />
        </div>
      ))}
      <BandTable data={data} span={span} />
    </div>,
    document.body,
  );
}
