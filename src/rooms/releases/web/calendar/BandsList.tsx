import { Drawer } from '@mantine/core';
import { AppLink } from '../../../../design/navigation.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { counted } from '../../../../design/parts/in-sentence.ts';
import { StatusBadge } from '../../../../design/parts/tags.tsx';
import { formatDay } from '../../../../design/time/format-instant.ts';
import type { Span } from '../../../../design/timeline/types.ts';
import type { Tone } from '../../../../design/tokens.ts';
import { type ListedBand, listedBands, spanText } from './bands.ts';
import type { CalendarData } from './useCalendarData.ts';

const spansAtMost = 4;
const toneOf = (band: ListedBand): Tone => (band.kind === 'freeze' ? 'red' : 'teal');

/** Whether it concerns everything on show, or how much of it. */
export function concernText(band: Pick<ListedBand, 'scope'>, concerned: ReadonlyMap<number, number>, rows: number): string {
  if (band.scope === null) return 'Concerns every release.';
  const count = concerned.get(band.scope) ?? 0;
  return count === 0 ? 'Concerns no release on show.' : `Concerns ${count} of ${counted(rows, 'release')} on show.`;
}

function Item({ band, data }: { readonly band: ListedBand; readonly data: CalendarData }) {
  const more = band.within.length - spansAtMost;
  return (
    <li className="rl-cal-card" data-band={band.kind}>
      <p className="rl-cal-card-head">
        <StatusBadge tone={toneOf(band)}>
          {band.kind === 'freeze' ? 'Freeze' : 'Window'}, {band.standing}
        </StatusBadge>
        <AppLink href={band.href}>{band.name}</AppLink>
      </p>
      <p>Scope: {band.says}</p>
      <p className="rl-cal-dim">{concernText(band, data.concerned, data.rows.length)}</p>
      <ul className="rl-cal-spans">
        {band.within.slice(0, spansAtMost).map((span) => (
          <li key={span[0]}>{spanText(span, data.zone)}</li>
        ))}
        {more > 0 ? <li>and {more} more in this stretch</li> : null}
      </ul>
    </li>
  );
}

export type BandsListProps = {
  readonly opened: boolean;
  readonly data: CalendarData;
  readonly span: Span;
  /** Chosen on the strip; null shows all of the stretch. */
  readonly picked: ReadonlySet<string> | null;
  readonly onClose: () => void;
};

/** Windows and freezes of the stretch on show in words: what the picture tells by place and hatching. */
export function BandsList({ opened, data, span, picked, onClose }: BandsListProps) {
  const bands = opened ? listedBands(data.bandRecords, span, picked) : [];
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={440}
      title="Windows and freezes"
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 0.2 }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <p className="rl-cal-dim">
        {formatDay(span.from, data.zone)} to {formatDay(span.to - 1, data.zone)}
      </p>
      {bands.length === 0 ? (
        <StatePanel
          state={{
            kind: 'empty',
            title: 'No windows or freezes',
            text: 'None that you may see lies in this stretch of time, or the filters hide them.',
            action: <AppLink href="/calendar/windows">Open windows and freezes</AppLink>,
          }}
        />
      ) : (
        <ul className="rl-cal-collisions">
          {bands.map((band) => (
            <Item key={band.id} band={band} data={data} />
          ))}
        </ul>
      )}
    </Drawer>
  );
}
