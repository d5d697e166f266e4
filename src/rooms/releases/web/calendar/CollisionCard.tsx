import { Button } from '@mantine/core';
import { AppLink } from '../../../../design/navigation.tsx';
import { StatusBadge } from '../../../../design/parts/tags.tsx';
import { formatInstant } from '../../../../design/time/format-instant.ts';
import type { Tone } from '../../../../design/tokens.ts';
import type { Can } from '../../../../foundation/contract.ts';
import type { CollisionShown } from '../../../interlocks/contract.ts';
import { ExceptionPart } from '../../../interlocks/web/door.tsx';

const tones: Readonly<Record<CollisionShown['severity'], Tone>> = { blocks: 'red', 'needs-exception': 'orange', warns: 'yellow' };
const severityWords = { blocks: 'Blocks', 'needs-exception': 'Needs an exception', warns: 'Warns' } as const;
const ruleWords = { 'same-resource': 'Same application', freeze: 'Freeze', 'outside-window': 'Outside of every window' } as const;

export type CollisionCardProps = {
  readonly collision: CollisionShown;
  readonly zone: string;
  /** What the reader may do about it; left out where it is only shown. */
  readonly can?: Can | undefined;
  /** Offers the next free slot, one click away from its review. */
  readonly onMove?: ((slot: { readonly start: string; readonly end: string }) => void) | undefined;
};

/** Why it collides, who holds the other side, and where it would be free. */
export function CollisionCard({ collision, zone, can, onMove }: CollisionCardProps) {
  const { theirs, overlap, nextFree } = collision;
  const when = (iso: string) => formatInstant(Date.parse(iso), zone);
  return (
    <article className="rl-cal-card" data-severity={collision.severity}>
      <p className="rl-cal-card-head">
        <StatusBadge tone={tones[collision.severity]}>{severityWords[collision.severity]}</StatusBadge>
        <b>{ruleWords[collision.rule]}</b>
        <span>{collision.resource.label}</span>
      </p>
      <p>{collision.why}</p>
      <p className="rl-cal-dim">
        Overlap: {when(overlap.start)} to {when(overlap.end)}
      </p>
      {theirs === null ? null : (
        <p>
          Other side: {theirs.link === null ? theirs.label : <AppLink href={theirs.link}>{theirs.label}</AppLink>}
          {theirs.visible ? '' : ' (you may not see it)'}
        </p>
      )}
      {can === undefined ? null : <ExceptionPart collision={collision} can={can} />}
      {nextFree === null || onMove === undefined ? null : (
        <Button size="compact-sm" variant="light" onClick={() => onMove(nextFree)}>
          Move to {when(nextFree.start)}
        </Button>
      )}
    </article>
  );
}
