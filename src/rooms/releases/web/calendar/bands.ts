import type { TimelineBand } from '../../../../design/timeline/types.ts';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import type { calendarBands } from '../../../calendar/contract.ts';

export type BandsReply = ReplyOf<typeof calendarBands>;

const severityWords = { blocks: 'blocks', 'needs-exception': 'needs an exception', warns: 'warns' } as const;

const scopeText = (band: BandsReply['windows'][number] | BandsReply['freezes'][number]): string => {
  const parts = [
    band.units.length === 0 ? '' : `${band.units.length} unit${band.units.length === 1 ? '' : 's'}`,
    band.applications.length === 0 ? '' : `${band.applications.length} application${band.applications.length === 1 ? '' : 's'}`,
    band.criticalities.join(', '),
    band.gxpOnly ? 'GxP only' : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'whole enterprise' : parts.join(', ');
};

/** Windows and freezes as bands; each occurrence is one. */
export function bandsOf(reply: BandsReply | undefined, shows: { readonly windows: boolean; readonly freezes: boolean }) {
  if (reply === undefined) return [];
  const windows: readonly TimelineBand[] = reply.windows.flatMap((band) =>
    band.spans.map(([start, end]) => ({
      id: `${band.id}:${start}`,
      kind: 'window' as const,
      start,
      end,
      label: `Window ${band.name} (${band.state}, ${scopeText(band)})`,
    })),
  );
  const freezes: readonly TimelineBand[] = reply.freezes.flatMap((band) =>
    band.spans.map(([start, end]) => ({
      id: `${band.id}:${start}`,
      kind: 'freeze' as const,
      start,
      end,
      label: `Freeze ${band.name} (${severityWords[band.severity]}, ${scopeText(band)})`,
    })),
  );
  return [...(shows.windows ? windows : []), ...(shows.freezes ? freezes : [])];
}
