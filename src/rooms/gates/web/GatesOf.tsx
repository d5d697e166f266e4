import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type GateStripItem, showGate } from '../contract.ts';
import { GateCard } from './GateCard.tsx';

export type GatesOfProps = {
  readonly gates: readonly GateStripItem[];
  /** Key of the gate that is shown whole. */
  readonly selected: string | undefined;
};

function OneGate({ id }: { readonly id: string }) {
  const asked = useOperation(showGate, { params: { id } });
  const state = stateOf(asked, { rows: 8 });
  if (state !== null) return <StatePanel state={state} />;
  return asked.data === undefined ? null : <GateCard gate={asked.data.value} />;
}

/** The chosen gate whole: what it asks, what was found, who decides, what was decided. */
export function GatesOf({ gates, selected }: GatesOfProps) {
  const chosen = gates.find((gate) => gate.key === selected) ?? gates.find((gate) => !isBehind(gate)) ?? gates.at(-1);
  if (chosen === undefined)
    return (
      <StatePanel
        state={{
          kind: 'empty',
          title: 'There are no gates here',
          text: 'Only the rules of the steps apply.',
        }}
      />
    );
  return <OneGate key={chosen.id} id={chosen.id} />;
}

const isBehind = (gate: GateStripItem): boolean => gate.state === 'passed' || gate.state === 'not-applicable';
