import { CloseButton } from '@mantine/core';
import type { MoveTold } from './move-told.ts';

/** What became of a move, after its dialog is gone. The place of the message is always there, so that it is read out when it comes. */
export function MovedBanner({ told, onClose }: { readonly told: MoveTold | null; readonly onClose: () => void }) {
  return (
    <div role="status">
      {told === null ? null : (
        <div className="rel-moved">
          <div>
            <p>{told.dates}</p>
            <ul className="rel-plain">
              {told.collisions.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </div>
          <CloseButton aria-label="Dismiss" onClick={onClose} />
        </div>
      )}
    </div>
  );
}
