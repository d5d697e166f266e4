import { Button, SegmentedControl } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { TimelineBar } from '../../../../design/timeline/TimelineBar.tsx';
import type { Scale, TimelineHandle } from '../../../../design/timeline/types.ts';
import { useSetSearch } from '../../../../foundation/web/address.ts';
import type { CalendarState } from './view-state.ts';

const faces = [
  { value: 'timeline', label: 'Timeline' },
  { value: 'month', label: 'Month' },
];

type CalendarActionsProps = {
  readonly state: CalendarState;
  readonly scale: Scale;
  readonly handle: RefObject<TimelineHandle | null>;
  readonly onPrint: () => void;
};

export function CalendarActions({ state, scale, handle, onPrint }: CalendarActionsProps) {
  const set = useSetSearch();
  return (
    <>
      <SegmentedControl
        aria-label="View"
        data={faces}
        value={state.face}
        onChange={(face) => set({ view: face === 'month' ? 'month' : null }, 'push')}
      />
      {state.face === 'month' ? null : (
        <TimelineBar
          scale={scale}
          onScale={(next) => handle.current?.setScale(next)}
          onToday={() => handle.current?.today()}
          onZoom={(factor) => handle.current?.zoom(factor)}
        />
      )}
      <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={onPrint}>
        Print
      </Button>
    </>
  );
}
