import type { Span } from '../../../../design/timeline/types.ts';
import type { Search } from '../../../../foundation/web/address.ts';
import { queryOf } from '../../../../foundation/web/hooks.ts';
import type { Foreseen } from '../../../../foundation/web/screen.ts';
import { calendarBands } from '../../../calendar/contract.ts';
import { listUnits } from '../../../identity/contract.ts';
import { releaseCalendar } from '../../contract-calendar.ts';
import { type CalendarState, loadedSpan, readCalendar, yearAround } from './view-state.ts';

const iso = (at: number): string => new Date(at).toISOString();

export function filtersOf(state: CalendarState) {
  return {
    ...(state.states.length === 0 ? {} : { state: state.states.join(',') }),
    ...(state.kinds.length === 0 ? {} : { kind: state.kinds.join(',') }),
    ...(state.unit === null ? {} : { unit: state.unit }),
    ...(state.owner === null ? {} : { owner: state.owner }),
    ...(state.application === null ? {} : { application: state.application }),
  };
}

type Asked = { readonly from: string; readonly to: string };

export const releasesAsked = (state: CalendarState, span: Asked) => ({ query: { ...span, ...filtersOf(state) } });
export const unitsAsked = { query: { limit: 200 } };
export const bandsAskedFor = (state: CalendarState, span: Asked) => ({
  query: { ...span, ...(state.unit === null ? {} : { unit: state.unit }) },
});

/** The stretch that is asked for, as the server takes it. */
export const askedSpan = (shown: Span): Asked => {
  const { from, to } = loadedSpan(shown);
  return { from: iso(from), to: iso(to) };
};

/** The questions of the calendar at an address, asked before it is there. Part of the first load: imports no more than the words of its questions. */
export const askAhead = (search: Search): readonly Foreseen[] => {
  const state = readCalendar(search);
  const span = askedSpan(state.span ?? yearAround(Date.now()));
  return [
    // The units are there before the releases, whose lanes would else be laid out twice.
    ...(state.group === 'area' ? [queryOf(listUnits, unitsAsked)] : []),
    queryOf(releaseCalendar, releasesAsked(state, span)),
    queryOf(calendarBands, bandsAskedFor(state, span)),
  ];
};
