import { useState } from 'react';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { load } from '../../../../foundation/web/transport.ts';
import { listCollisions } from '../../../interlocks/contract.ts';
import { ReviewMove } from '../calendar/ReviewMove.tsx';
import '../calendar/calendar.css';
import type { Release } from '../parts.tsx';
import { type MoveTold, moveTold } from './move-told.ts';

export type MoveGoLiveProps = {
  readonly release: Release;
  /** A free slot to begin with; the present go-live otherwise. */
  readonly start?: string | undefined;
  readonly onClose: () => void;
  /** What became of it, for the page to say. */
  readonly onMoved: (told: MoveTold) => void;
};

/** The review of a move: collisions and shifted items before anything is changed. The span keeps its length. */
export function MoveGoLive({ release, start, onClose, onMoved }: MoveGoLiveProps) {
  const { goLive } = release;
  const collisionsOf = { query: { owner: `release:${release.key}`, limit: 50 } };
  const before = useOperation(listCollisions, collisionsOf).data?.value.items ?? null;
  const [wanted] = useState(() => {
    if (goLive === null) return null;
    const from = Date.parse(start ?? goLive.start);
    return { key: release.key, start: from, end: from + Date.parse(goLive.end) - Date.parse(goLive.start) };
  });
  return (
    <ReviewMove
      move={wanted}
      waiting={0}
      onClose={onClose}
      onMoved={({ after, before: old }) => {
        const tell = (items: typeof before) =>
          onMoved(
            moveTold({
              from: old.goLive,
              to: after.goLive,
              zone: after.goLive.zone,
              before: before ?? [],
              after: items ?? [],
              known: before !== null && items !== null,
            }),
          );
        void load(listCollisions, collisionsOf).then(
          ({ value }) => tell(value.items),
          () => tell(null),
        );
      }}
    />
  );
}
