import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { type Scale, scales } from './types.ts';

export type TimelineBarProps = {
  readonly scale: Scale;
  readonly onScale: (scale: Scale) => void;
  readonly onToday: () => void;
  readonly onZoom: (factor: number) => void;
};

const names: Readonly<Record<Scale, string>> = { day: 'Day', week: 'Week', month: 'Month', quarter: 'Quarter', year: 'Year' };
const data = scales.map((scale) => ({ value: scale, label: names[scale] }));
const isScale = (value: string): value is Scale => scales.some((scale) => scale === value);

/** Scales, zoom and Today; drive the timeline through its handle. */
export function TimelineBar({ scale, onScale, onToday, onZoom }: TimelineBarProps) {
  const choose = (value: string) => {
    if (isScale(value)) onScale(value);
  };
  return (
    <div className="il-tl-tools">
      <SegmentedControl aria-label="Scale" data={data} value={scale} onChange={choose} />
      <ActionIcon.Group>
        <Tooltip label="Zoom out">
          <ActionIcon variant="default" size={34} aria-label="Zoom out" onClick={() => onZoom(1 / 1.4)}>
            <IconZoomOut size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Zoom in">
          <ActionIcon variant="default" size={34} aria-label="Zoom in" onClick={() => onZoom(1.4)}>
            <IconZoomIn size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </ActionIcon.Group>
      <Button variant="default" onClick={onToday}>
        Today
      </Button>
    </div>
  );
}
