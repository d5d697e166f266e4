import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { AppLink } from '../navigation.tsx';
import { laneBandText } from './bands.ts';
import { type Bar, barsOf } from './bars.ts';
import { barTop, type GroupRow, type LaneRow, metrics, type Row } from './model.ts';
import type { TimelineLane } from './types.ts';
import { timeAt, type View, xOf } from './view.ts';

export type LayerActs = {
  readonly onToggleGroup: (groupId: string) => void;
  readonly onFocusItem: (itemId: string) => void;
  readonly onOpen: (laneId: string, itemId: string) => void;
};

const least = 6;
const margin = 200;

function Label({ lane }: { readonly lane: TimelineLane }) {
  const told = lane.note === undefined ? lane.title : `${lane.title}, ${lane.note}`;
  return (
    <>
      {lane.href === undefined ? (
        <b title={told}>{lane.title}</b>
      ) : (
        <AppLink href={lane.href} title={told}>
          {lane.title}
        </AppLink>
      )}
      {lane.chips?.map((chip) => (
        <Badge key={chip.text} color={chip.tone} size="sm">
          {chip.text}
        </Badge>
      ))}
      {lane.keyText === undefined ? null : <span className="il-tl-key">{lane.keyText}</span>}
    </>
  );
}

type BarsProps = {
  readonly row: LaneRow;
  readonly view: View;
  readonly focused: string | null;
  readonly selected: ReadonlySet<string>;
  readonly acts: LayerActs;
};

/** The one with the focus keeps its button when it has left the view, else the keyboard would fall out of the timeline. */
function outsideOf(row: LaneRow, bars: readonly Bar[], view: View, focused: string | null): readonly Bar[] {
  if (focused === null || bars.some((bar) => bar.item.id === focused)) return [];
  const index = row.items.findIndex((item) => item.id === focused);
  const item = row.items[index];
  if (item === undefined) return [];
  const x = Math.min(view.width + margin, Math.max(-margin, xOf(view, item.start)));
  return [{ item, index, level: row.levels[index] ?? 0, x, width: least, merged: 0 }];
}

/** A button per bar that is wide enough to be aimed at, and for the one that has the focus. */
function BarButtons({ row, view, focused, selected, acts }: BarsProps) {
  const bars = barsOf(row, view);
  return [...bars, ...outsideOf(row, bars, view, focused)]
    .filter((bar) => bar.width >= least || bar.item.id === focused || bar.item.collision === true)
    .map((bar) => (
      <button
        key={bar.item.id}
        type="button"
        className="il-tl-bar"
        data-item={bar.item.id}
        tabIndex={bar.item.id === focused ? 0 : -1}
        aria-label={bar.merged === 0 ? bar.item.aria : `${bar.item.aria}, and ${bar.merged} more`}
        aria-pressed={selected.has(bar.item.id) ? true : undefined}
        style={{ left: bar.x, width: Math.max(4, bar.width), top: barTop(row, bar.index), height: metrics.bar }}
        onFocus={() => acts.onFocusItem(bar.item.id)}
        onClick={() => acts.onOpen(row.id, bar.item.id)}
      />
    ));
}

/** Diamonds have no bar to lie on: the reader hears them after the lane's name. */
function markerText(row: LaneRow, view: View): string {
  const to = timeAt(view, view.width);
  const seen = (row.lane.markers ?? []).filter((marker) => marker.at >= view.left && marker.at <= to);
  return seen.map((marker) => marker.label).join(', ');
}

function LaneLine({ row, view, focused, selected, acts }: BarsProps) {
  const bands = laneBandText(row.lane.bands ?? [], view);
  const heard = [row.lane.note ?? '', markerText(row, view), bands].filter((part) => part !== '').join(', ');
  return (
    <>
      <div role="rowheader" className="il-tl-label">
        <Label lane={row.lane} />
        {heard === '' ? null : <span className="il-only-read">, {heard}</span>}
      </div>
      <div role="gridcell" className="il-tl-cell">
        <div className="il-tl-items">
          <BarButtons row={row} view={view} focused={focused} selected={selected} acts={acts} />
        </div>
      </div>
    </>
  );
}

function GroupLine({ row, onToggle }: { readonly row: GroupRow; readonly onToggle: (groupId: string) => void }) {
  const Icon = row.collapsed ? IconChevronRight : IconChevronDown;
  return (
    <div role="rowheader" className="il-tl-label il-tl-group">
      <button type="button" aria-expanded={!row.collapsed} onClick={() => onToggle(row.id)}>
        <Icon size={15} aria-hidden="true" />
        <b>{row.group.title}</b>
        <span className="il-tl-key">{row.group.note ?? row.count}</span>
      </button>
      {row.collisions === 0 ? null : (
        <Badge color="red" size="sm" leftSection={<IconAlertTriangle size={11} aria-hidden="true" />}>
          {row.collisions}
          <span className="il-only-read"> in collision</span>
        </Badge>
      )}
    </div>
  );
}

export type LayerRowProps = {
  readonly row: Row;
  readonly index: number;
  readonly view: View;
  readonly focused: string | null;
  readonly selected: ReadonlySet<string>;
  readonly acts: LayerActs;
};

/** One row of real elements over the canvas. */
export const LayerRow = memo(function LayerRow({ row, index, view, focused, selected, acts }: LayerRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="il-tl-row"
      style={{ transform: `translateY(${row.top}px)`, height: row.height }}
    >
      {row.kind === 'group' ? (
        <GroupLine row={row} onToggle={acts.onToggleGroup} />
      ) : (
        <LaneLine row={row} view={view} focused={focused} selected={selected} acts={acts} />
      )}
    </div>
  );
});
