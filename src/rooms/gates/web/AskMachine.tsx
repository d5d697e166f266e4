import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { toast } from '../../../design/shell/toast.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import type { GateView } from '../contract.ts';
import { askCheck } from '../contract-checks.ts';
import type { Criterion } from './criterion.ts';

/** Asks the machine that answers a criterion; it finds the check in its list. */
export function AskMachine({ gate, criterion }: { readonly gate: GateView; readonly criterion: Criterion }) {
  const ask = useAsk(askCheck, ({ checker }) => toast(`${checker} is asked; its answer stands here once it is signed.`));
  return (
    <>
      <BlockedButton
        size="compact-xs"
        variant="light"
        can={criterion.can.ask}
        loading={ask.busy}
        onClick={() => void ask.send({ params: { id: gate.id, criterion: criterion.id }, body: {} })}
      >
        Ask
      </BlockedButton>
      <RefusalPanel refusals={ask.refusals} />
    </>
  );
}
