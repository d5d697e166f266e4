import { useState } from 'react';
import { ReviewMove } from '../calendar/ReviewMove.tsx';
import '../calendar/calendar.css';
import type { Release } from '../parts.tsx';

export type MoveGoLiveProps = {
  readonly release: Release;
  /** A free slot to begin with; the present go-live otherwise. */
  readonly start?: string | undefined;
  readonly onClose: () => void;
};

/** The review of a move: collisions and shifted items before anything is changed. The span keeps its length. */
export function MoveGoLive({ release, start, onClose }: MoveGoLiveProps) {
  const { goLive } = release;
  const [wanted] = useState(() => {
    if (goLive === null) return null;
    const from = Date.parse(start ?? goLive.start);
    return { key: release.key, start: from, end: from + Date.parse(goLive.end) - Date.parse(goLive.start) };
  });
  return <ReviewMove move={wanted} waiting={0} onClose={onClose} />;
}
