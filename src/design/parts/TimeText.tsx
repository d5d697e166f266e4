import { useZone } from '../DesignRoot.tsx';
import { formatClock, formatDay, formatInstant, formatShortDay } from '../time/format-instant.ts';

export type TimeTextProps = {
  /** ISO 8601 */
  readonly at: string;
  readonly zone?: string | undefined;
  /** Leaves out year and zone name, for dense lists whose head names the zone. */
  readonly short?: boolean | undefined;
};

const utcTitle = (ms: number): string => formatInstant(ms, 'UTC');

/** "12 May 2026, 14:02 CEST"; the title has UTC, the element the machine's form. */
export function TimeText({ at, zone, short = false }: TimeTextProps) {
  const shown = useZone(zone);
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return <span>Unknown time</span>;
  const text = short ? `${formatShortDay(ms, shown)}, ${formatClock(ms, shown)}` : formatInstant(ms, shown);
  return (
    <time dateTime={at} title={utcTitle(ms)} className="il-time">
      {text}
    </time>
  );
}

/** "12 May 2026", for what is due on a day. */
export function DateText({ at, zone, short = false }: TimeTextProps) {
  const shown = useZone(zone);
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return <span>Unknown date</span>;
  return (
    <time dateTime={at} title={utcTitle(ms)} className="il-time">
      {short ? formatShortDay(ms, shown) : formatDay(ms, shown)}
    </time>
  );
}
