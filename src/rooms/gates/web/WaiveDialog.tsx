import { useState } from 'react';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedDialog } from '../../signatures/web/door.tsx';
import { type GateView, waiveCriterion, withdrawResult, withdrawWaiver } from '../contract.ts';
import type { Criterion } from './criterion.ts';

export type WaiveDialogProps = { readonly gate: GateView; readonly criterion: Criterion | null; readonly onClose: () => void };

/** A waiver lasts for a time and is signed. */
export function WaiveDialog({ gate, criterion, onClose }: WaiveDialogProps) {
  const [expiresAt, setExpiresAt] = useState<string | null>(null);
  const act = useAct(waiveCriterion);
  const id = criterion?.id ?? '';
  const close = () => {
    setExpiresAt(null);
    onClose();
  };
  const input = (reason: string) => ({ reason, expiresAt: expiresAt ?? '' });
  return (
    <SignedDialog
      opened={criterion !== null}
      title={`Waive “${criterion?.text ?? ''}”`}
      text="The criterion counts as answered until the waiver ends. Then the gate re-opens unless it is met."
      confirm="Waive"
      needsReason
      ready={expiresAt !== null}
      fields={(refusals) => (
        <DateTimeField
          label="Waived until"
          hint={`At most ${gate.limits.waiverDays} days ahead`}
          required
          value={expiresAt}
          error={refusalFor(refusals, '/expiresAt')}
          onChange={setExpiresAt}
        />
      )}
      wanted={(reason) => ({
        subject: { kind: 'gate', id: gate.id },
        version: gate.version,
        verb: 'waive',
        input: { ...input(reason), criterion: id },
      })}
      send={(reason, signature, version) =>
        act.mutateAsync({ params: { id: gate.id, criterion: id }, version, body: { ...input(reason), signature } })
      }
      onDone={() => {
        toast('Waived for a time.');
        close();
      }}
      onClose={close}
    />
  );
}

export type Withdrawn = { readonly kind: 'result' | 'waiver'; readonly id: string };
export type WithdrawDialogProps = { readonly gate: GateView; readonly what: Withdrawn | null; readonly onClose: () => void };

/** Takes a result or a waiver back; it stays readable. */
export function WithdrawDialog({ gate, what, onClose }: WithdrawDialogProps) {
  const done = () => {
    toast('Withdrawn; it stays readable.');
    onClose();
  };
  const result = useAsk(withdrawResult, done);
  const waiver = useAsk(withdrawWaiver, done);
  const ask = what?.kind === 'waiver' ? waiver : result;
  return (
    <ReasonDialog
      opened={what !== null}
      title={what?.kind === 'waiver' ? 'Withdraw the waiver' : 'Withdraw the result'}
      text={
        what?.kind === 'waiver'
          ? 'A gate that relied on it re-opens.'
          : 'The criterion is unknown until a new result is recorded; an earlier one does not come back.'
      }
      confirm="Withdraw"
      danger
      refusals={ask.refusals}
      busy={ask.busy}
      onClose={() => {
        ask.reset();
        onClose();
      }}
      onConfirm={({ reason, reasonCode }) => {
        if (what?.kind === 'waiver')
          void waiver.send({ reasonCode, params: { id: gate.id, waiver: what.id }, version: gate.version, body: { reason } });
        else if (what !== null) void result.send({ reasonCode, params: { id: gate.id, result: what.id }, body: { reason } });
      }}
    />
  );
}
