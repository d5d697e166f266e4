import type { LegendEntry } from '../../../../design/timeline/Legend.tsx';
import { phaseKinds } from '../../contract.ts';
import { phaseNames } from './lanes.ts';
import { hitsOf } from './rows.ts';
import type { CalendarData } from './useCalendarData.ts';

const words = {
  gate: 'Gate',
  milestone: 'Milestone',
  goLive: 'Go-live',
  window: 'Release window',
  freeze: 'Freeze',
  collision: 'Collision',
} as const;

/** Only what is on show: a legend that explains absent things teaches people to skip it. */
export function legendOf({ rows, bands }: Pick<CalendarData, 'rows' | 'bands'>): readonly LegendEntry[] {
  const seen = new Set(rows.flatMap((row) => row.phases.map(([kind]) => kind)));
  const own = phaseKinds.flatMap((kind, index) => (seen.has(index) ? [{ label: phaseNames[kind], phase: kind }] : []));
  const has = {
    gate: rows.some((row) => row.gates.length > 0),
    milestone: rows.some((row) => row.milestones.length > 0),
    goLive: rows.some((row) => row.live !== null),
    window: bands.some((band) => band.kind === 'window'),
    freeze: bands.some((band) => band.kind === 'freeze'),
    collision: rows.some((row) => hitsOf(row) > 0),
  };
  const marks = (['milestone', 'gate', 'goLive', 'window', 'freeze', 'collision'] as const).filter((mark) => has[mark]);
  return [...own, ...marks.map((mark) => ({ label: words[mark], mark }))];
}
