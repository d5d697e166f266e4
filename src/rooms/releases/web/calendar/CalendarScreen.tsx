import { Button } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import { AppLink } from '../../../../design/navigation.tsx';
import { PageFill } from '../../../../design/page/layout.tsx';
import { PageHead } from '../../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { counted } from '../../../../design/parts/in-sentence.ts';
import { Timeline } from '../../../../design/timeline/Timeline.tsx';
import type { Scale, Span, TimelineHandle } from '../../../../design/timeline/types.ts';
import { scaleOf, viewOfSpan } from '../../../../design/timeline/view.ts';
import { useSearch, useSetSearch } from '../../../../foundation/web/address.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { BandsList } from './BandsList.tsx';
import { recordIdOf } from './bands.ts';
import { CalendarActions } from './CalendarActions.tsx';
import { CalendarMonth } from './CalendarMonth.tsx';
import { CalendarBadges, CalendarSummary } from './CalendarSummary.tsx';
import { CalendarTools } from './CalendarTools.tsx';
import { PrintSheets } from './PrintSheets.tsx';
import { ReleasePeek } from './ReleasePeek.tsx';
import { ReviewMove } from './ReviewMove.tsx';
import { ReviewResize } from './ReviewResize.tsx';
import { UndatedTray } from './UndatedTray.tsx';
import { type CalendarData, useCalendarData } from './useCalendarData.ts';
import { usePlanning } from './usePlanning.ts';
import { type CalendarState, hasFilters, noFilters, readCalendar, spanPatch, yearAround } from './view-state.ts';
import './calendar.css';

type Planning = ReturnType<typeof usePlanning>;

function Empty({ state }: { readonly state: CalendarState }) {
  const set = useSetSearch();
  if (hasFilters(state)) {
    const clear = (
      <Button variant="default" onClick={() => set(noFilters, 'push')}>
        Clear the filters
      </Button>
    );
    return (
      <StatePanel
        state={{ kind: 'empty', title: 'No release matches', text: 'There may be some without these filters.', action: clear }}
      />
    );
  }
  const text = 'Releases appear here with their phases, gates and go-live as soon as they have dates.';
  return (
    <StatePanel
      state={{
        kind: 'empty',
        title: 'No release in this stretch of time',
        text,
        action: <AppLink href="/releases">Open the releases</AppLink>,
      }}
    />
  );
}

/** Notes above the picture: newer rows, cut answers, bands that could not be loaded or end somewhere. */
function Notes({ data }: { readonly data: CalendarData }) {
  const { reply, bandsReply, bandsAsked } = data;
  const known = bandsReply?.knownUntil;
  return (
    <>
      {data.fresh === 0 ? null : (
        <StatePanel
          state={{ kind: 'stale', onRefresh: data.resort, text: `${data.fresh} new releases stand at the end of their groups.` }}
        />
      )}
      {data.laid.shared === 0 ? null : (
        <p className="rl-cal-note">
          {counted(data.laid.shared, 'release changes', 'releases change')} several applications and{' '}
          {data.laid.shared === 1 ? 'stands' : 'stand'} under each of them.
        </p>
      )}
      {reply?.truncated === true ? (
        <p className="rl-cal-note">More than 5,000 releases: the first are shown. Narrow the filters or the stretch of time.</p>
      ) : null}
      {bandsAsked.error === null ? null : (
        <p className="rl-cal-note" role="alert">
          Windows and freezes could not be loaded; their absence here means nothing.{' '}
          <Button size="compact-xs" variant="default" onClick={() => void bandsAsked.refetch()}>
            Try again
          </Button>
        </p>
      )}
      {bandsReply?.truncated === true || known ? (
        <p className="rl-cal-note">Not all windows and freezes are known for this stretch: silence does not mean free.</p>
      ) : null}
    </>
  );
}

type FaceProps = {
  readonly state: CalendarState;
  readonly data: CalendarData;
  readonly planning: Planning;
  readonly handle: React.RefObject<TimelineHandle | null>;
  readonly span: Span;
  readonly onView: (span: Span, scale: Scale) => void;
  readonly onOpenBands: (bandIds: readonly string[]) => void;
};

function Face({ state, data, planning, handle, span, onView, onOpenBands }: FaceProps) {
  const waiting = data.reply === undefined ? stateOf(data.releases, { rows: 16, height: 36 }) : null;
  if (waiting !== null) return <StatePanel state={waiting} />;
  if (state.face === 'month') return <CalendarMonth state={state} data={data} onOpen={planning.open} />;
  if (data.rows.length === 0) return <Empty state={state} />;
  return (
    <Timeline
      ref={handle}
      label="Release calendar"
      corner="Release"
      lanes={data.laid.lanes}
      groups={data.laid.groups}
      bands={data.bands}
      now={data.now}
      span={span}
      onView={onView}
      selected={planning.selected}
      onSelected={planning.setSelected}
      onOpen={planning.open}
      onOpenBands={onOpenBands}
      onMove={planning.askMoveBy}
      onResize={planning.askResize}
      onAskMove={planning.askMove}
      dragTakes="lane"
    />
  );
}

function Dialogs({ data, planning }: { readonly data: CalendarData; readonly planning: Planning }) {
  return (
    <>
      <ReleasePeek release={planning.peek} onClose={planning.closePeek} onMove={planning.propose} zone={data.zone} />
      <ReviewMove move={planning.move} waiting={planning.waiting} onClose={planning.dropMove} />
      <ReviewResize resize={planning.resize} onClose={planning.dropResize} />
    </>
  );
}

/** What opens beside the calendar: the address says which, so that it can be sent and left by going back. */
function usePanels(state: CalendarState) {
  const set = useSetSearch();
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const openBands = useCallback(
    (bandIds: readonly string[]) => {
      setPicked(new Set(bandIds.map(recordIdOf)));
      set({ panel: 'bands' }, 'push');
    },
    [set],
  );
  const close = useCallback(() => {
    setPicked(null);
    set({ panel: null });
  }, [set]);
  return { panel: state.panel, picked, openBands, close };
}

/**
 * The stretch on show. The address keeps it to the minute; what the timeline has reported itself is handed back to it exactly, for else it would take its
 * own report for somebody's wish and jump in the middle of a motion.
 */
function useShownSpan(state: CalendarState) {
  const [first] = useState(() => yearAround(Date.now()));
  const reported = useRef<Span | null>(null);
  const report = useCallback((span: Span) => {
    reported.current = span;
  }, []);
  const asked = state.span ?? first;
  const own = reported.current;
  const same = own !== null && JSON.stringify(spanPatch(own)) === JSON.stringify(spanPatch(asked));
  return { now: same ? own : asked, report };
}

/** The release calendar: twelve months in swim lanes, where every collision is seen and every move is reviewed before it is made. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const state = useMemo(() => readCalendar(search), [search]);
  const span = useShownSpan(state);
  const handle = useRef<TimelineHandle>(null);
  const data = useCalendarData(state, span.now);
  const planning = usePlanning(state, data.rows);
  const panels = usePanels(state);
  const [scale, setScale] = useState<Scale>(() => scaleOf(viewOfSpan(span.now, 1200)));
  const [printing, setPrinting] = useState(false);
  const { report } = span;
  const onView = useCallback(
    (next: Span, of: Scale) => {
      // On paper the timeline has no width: what it reports then is nobody's wish.
      if (globalThis.matchMedia('print').matches) return;
      setScale(of);
      report(next);
      set(spanPatch(next));
    },
    [report, set],
  );
  return (
    <>
      <PageHead
        title="Release calendar"
        badges={<CalendarBadges state={state} data={data} />}
        sub={<CalendarSummary data={data} span={span.now} />}
        actions={<CalendarActions state={state} scale={scale} handle={handle} onPrint={() => setPrinting(true)} />}
      >
        <CalendarTools state={state} data={data} span={span.now} />
      </PageHead>
      <PageFill>
        <Notes data={data} />
        <Face
          state={state}
          data={data}
          planning={planning}
          handle={handle}
          span={span.now}
          onView={onView}
          onOpenBands={panels.openBands}
        />
      </PageFill>
      <Dialogs data={data} planning={planning} />
      <BandsList opened={panels.panel === 'bands'} data={data} span={span.now} picked={panels.picked} onClose={panels.close} />
      <UndatedTray
        opened={panels.panel === 'undated'}
        undated={data.undated}
        filtered={hasFilters(state)}
        onClose={panels.close}
      />
      {printing ? <PrintSheets data={data} span={span.now} onDone={() => setPrinting(false)} /> : null}
    </>
  );
}
