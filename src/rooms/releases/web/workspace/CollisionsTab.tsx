import { useState } from 'react';
import { useZone } from '../../../../design/DesignRoot.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { type CollisionShown, listCollisions, showCollision } from '../../../interlocks/contract.ts';
import { ExceptionsOf } from '../../../interlocks/web/door.tsx';
import { CollisionCard } from '../calendar/CollisionCard.tsx';
import '../calendar/calendar.css';
import type { Release } from '../parts.tsx';
import { MoveGoLive } from './MoveGoLive.tsx';
import type { MovingTabProps } from './tabs.ts';

type Collision = CollisionShown;
type OneProps = {
  readonly collision: Collision;
  readonly release: Release;
  readonly onMove: (start: string) => void;
};

/** Lists leave the next free slot out, since each costs a search: it is asked for each that is read. */
function One({ collision, release, onMove }: OneProps) {
  const zone = useZone(release.goLive?.zone);
  const whole = useOperation(showCollision, { params: { id: collision.id } });
  const movable = release.goLive !== null && release.asOf === null;
  return (
    <CollisionCard
      collision={{ ...collision, nextFree: whole.data?.value.nextFree ?? null }}
      zone={zone}
      can={release.asOf === null ? whole.data?.value.can : undefined}
      onMove={movable ? (slot) => onMove(slot.start) : undefined}
    />
  );
}

/** Why it collides, who holds the other side, and the next free slot one click away from its review. */
export function CollisionsTab({ release, onMoved }: MovingTabProps) {
  const [slot, setSlot] = useState<string | null>(null);
  const asked = useOperation(listCollisions, { query: { owner: `release:${release.key}`, limit: 50 } });
  const state = stateOf(asked, { rows: 4, height: 60 });
  if (state !== null) return <StatePanel state={state} />;
  const rows = asked.data?.value.items ?? [];
  return (
    <>
      {rows.length > 0 ? (
        <ul className="rl-cal-collisions">
          {rows.map((collision) => (
            <li key={collision.id}>
              <One collision={collision} release={release} onMove={setSlot} />
            </li>
          ))}
        </ul>
      ) : (
        <StatePanel
          state={{
            kind: 'empty',
            title: 'It collides with nothing that is known',
            text: 'Freezes, windows and other releases of its applications are checked at each change, on both sides.',
          }}
        />
      )}
      <ExceptionsOf owner={`release:${release.key}`} />
      {slot === null ? null : <MoveGoLive release={release} start={slot} onClose={() => setSlot(null)} onMoved={onMoved} />}
    </>
  );
}
