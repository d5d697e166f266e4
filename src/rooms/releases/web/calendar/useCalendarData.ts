import { useEffect, useMemo, useRef, useState } from 'react';
import { useZone } from '../../../../design/DesignRoot.tsx';
import type { Span } from '../../../../design/timeline/types.ts';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { calendarBands } from '../../../calendar/contract.ts';
import { listUnits } from '../../../identity/contract.ts';
import { releaseCalendar } from '../../contract.ts';
import { askedSpan, bandsAskedFor, filtersOf, releasesAsked, unitsAsked } from './ask-ahead.ts';
import { bandRecords, concernedRows, drawnBands } from './bands.ts';
import { areasOf } from './groups.ts';
import { lanesOf } from './lanes.ts';
import { type CalendarRow, inStableOrder, orderOf, rowsShown, undatedShown } from './rows.ts';
import type { CalendarState } from './view-state.ts';

const noRows: readonly CalendarRow[] = [];
const noScopes = { scopes: [], concerns: [] } as const;
const nothing = { count: 0, rows: [] } as const;

/** The server's clock, as it was told, ticking on by the minute. */
function useNow(told: string | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ahead = told === undefined ? 0 : Date.parse(told) - Date.now();
    const tick = () => setNow(Date.now() + ahead);
    tick();
    const timer = globalThis.setInterval(tick, 60_000);
    return () => globalThis.clearInterval(timer);
  }, [told]);
  return now;
}

/** Rows in the order in which they were first shown; `resort` takes the server's order again. */
function useSteady(rows: readonly CalendarRow[], chosen: string) {
  const kept = useRef<{ chosen: string; order: ReadonlyMap<string, number> } | null>(null);
  const [, again] = useState(0);
  if (kept.current === null || kept.current.chosen !== chosen || kept.current.order.size === 0)
    kept.current = { chosen, order: orderOf(rows) };
  const { order } = kept.current;
  const steady = useMemo(() => inStableOrder(rows, order), [rows, order]);
  const fresh = rows.filter((row) => !order.has(row.id)).length;
  const resort = () => {
    kept.current = null;
    again((count) => count + 1);
  };
  return { steady, fresh, resort };
}

/** All that the calendar shows, for the stretch of time that is on show. */
export function useCalendarData(state: CalendarState, shown: Span) {
  const zone = useZone();
  const { from, to } = askedSpan(shown);
  const span = useMemo(() => ({ from, to }), [from, to]);
  const releases = useOperation(releaseCalendar, releasesAsked(state, span), { keepPrevious: true });
  const bandsAsked = useOperation(calendarBands, bandsAskedFor(state, span), { keepPrevious: true });
  const reply = releases.data?.value;
  const { q, collisionsOnly, group } = state;
  const rows = useMemo(
    () => (reply === undefined ? noRows : rowsShown(reply, { q, collisionsOnly })),
    [reply, q, collisionsOnly],
  );
  const chosen = JSON.stringify([span, filtersOf(state), q, collisionsOnly, group, reply === undefined]);
  const { steady, fresh, resort } = useSteady(rows, chosen);
  const units = useOperation(listUnits, unitsAsked, { enabled: group === 'area' }).data?.value.items;
  const areas = useMemo(() => areasOf(units ?? []), [units]);
  const bandsReply = bandsAsked.data?.value;
  const { windows, freezes } = state.shows;
  const told = reply ?? noScopes;
  const records = useMemo(() => bandRecords(bandsReply, told, { windows, freezes }), [bandsReply, told, windows, freezes]);
  const drawn = useMemo(() => drawnBands(records, told, zone), [records, told, zone]);
  const laid = useMemo(
    () =>
      reply === undefined
        ? { lanes: [], groups: [], shared: 0 }
        : lanesOf(steady, { reply, areas, grouping: group, zone, ofConcern: drawn.ofConcern }),
    [steady, reply, areas, group, zone, drawn],
  );
  const concerned = useMemo(() => concernedRows(steady, told), [steady, told]);
  const undated = useMemo(() => (reply === undefined ? nothing : undatedShown(reply, q)), [reply, q]);
  return {
    releases,
    reply,
    rows: steady,
    laid,
    drawn,
    bands: drawn.bands,
    bandRecords: records,
    concerned,
    undated,
    bandsReply,
    bandsAsked,
    now: useNow(reply?.now),
    zone,
    fresh,
    resort,
  };
}

export type CalendarData = ReturnType<typeof useCalendarData>;
