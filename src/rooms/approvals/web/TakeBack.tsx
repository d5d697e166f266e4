import { Button } from '@mantine/core';
import { useState } from 'react';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { toast } from '../../../design/shell/toast.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedDialog } from '../../signatures/web/door.tsx';
import { type ApprovalShown, withdrawApproval } from '../contract.ts';

type Props = { readonly approval: ApprovalShown };

function TakeBackYes({ approval, opened, onClose }: Props & { readonly opened: boolean; readonly onClose: () => void }) {
  const ask = useAsk(withdrawApproval, () => {
    toast('Your approval is withdrawn.');
    onClose();
  });
  return (
    <ReasonDialog
      opened={opened}
      title="Withdraw your approval"
      text="It counts no more; that it was given stays in the record. This is possible until its step is taken."
      confirm="Withdraw"
      refusals={ask.refusals}
      busy={ask.busy}
      onConfirm={({ reason, reasonCode }) => void ask.send({ params: { id: approval.id }, reasonCode, body: { reason } })}
      onClose={() => {
        ask.reset();
        onClose();
      }}
    />
  );
}

/** Taking a no back makes a step easier, so it is signed. */
function TakeBackNo({ approval, opened, onClose }: Props & { readonly opened: boolean; readonly onClose: () => void }) {
  const act = useAct(withdrawApproval);
  return (
    <SignedDialog
      opened={opened}
      title="Take your no back"
      text="Your no does not block the step any more."
      confirm="Take back"
      needsReason
      wanted={(reason) => ({ subject: { kind: 'approval', id: approval.id }, version: 1, verb: 'withdraw', input: { reason } })}
      send={(reason, signature) => act.mutateAsync({ params: { id: approval.id }, body: { reason, signature } })}
      onDone={() => {
        toast('Your no is taken back.');
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** What somebody said themselves, they can take back. */
export function TakeBack({ approval }: Props) {
  const [opened, setOpened] = useState(false);
  const Dialog = approval.verdict === 'approved' ? TakeBackYes : TakeBackNo;
  return (
    <>
      <Button variant="subtle" size="compact-xs" onClick={() => setOpened(true)}>
        {approval.verdict === 'approved' ? 'Withdraw' : 'Take back'}
      </Button>
      <Dialog approval={approval} opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
