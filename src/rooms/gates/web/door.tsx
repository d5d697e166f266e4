import { useZone } from '../../../design/DesignRoot.tsx';
import { GateStrip } from '../../../design/parts/GateStrip.tsx';
import type { GateStripItem } from '../contract.ts';
import { stepOf } from './words.ts';

/** What other rooms may show of gates: the strip of a subject, and the whole page of its gates. */
export { GatesOf } from './GatesOf.tsx';

export type StripProps = {
  readonly gates: readonly GateStripItem[];
  readonly selected?: string | undefined;
  readonly onSelect: (key: string) => void;
  /** False where the subject is over or shown as it was: then no gate is called overdue. */
  readonly live?: boolean | undefined;
};

/** The gates of a subject in their order, always in view. */
export function Strip({ gates, selected, onSelect, live = true }: StripProps) {
  const zone = useZone();
  if (gates.length === 0) return null;
  return (
    <GateStrip
      label="Gates"
      steps={gates.map((gate) => stepOf(gate, zone, live ? Date.now() : null))}
      selected={selected}
      onSelect={onSelect}
    />
  );
}
