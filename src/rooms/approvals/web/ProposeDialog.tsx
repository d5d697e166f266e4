import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { useMayAnywhere } from '../../identity/web/door.tsx';
import { proposeChange, type showRequirement } from '../contract.ts';
import { TermsFields } from './TermsFields.tsx';
import { draftOf, emptyDraft, isFilled, type TermsDraft, termsSent } from './terms-draft.ts';

type Requirement = ReplyOf<typeof showRequirement>;

const told = (key: string): string => `${key} is proposed. It takes effect with the last signature.`;

function Form({
  change,
  opened,
  onClose,
}: {
  readonly change: Requirement | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState<TermsDraft>(change === null ? emptyDraft : draftOf(change.terms));
  const [from, setFrom] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const ask = useAsk(proposeChange, ({ key }) => {
    toast(told(key));
    onClose();
  });
  return (
    <FormDialog
      opened={opened}
      title={change === null ? 'Propose a requirement' : `Propose a change of ${change.key}`}
      confirm="Propose"
      size="xl"
      busy={ask.busy}
      refusals={ask.refusals}
      ready={isFilled(draft) && reason.trim().length >= 3}
      onSend={() =>
        void ask.send({
          body: {
            kind: change === null ? 'new' : 'change',
            requirement: change?.id ?? null,
            base: change?.version ?? null,
            terms: termsSent(draft),
            effectiveFrom: from,
            reason: reason.trim(),
          },
        })
      }
      onClose={onClose}
    >
      <TermsFields draft={draft} refusals={ask.refusals} onChange={setDraft} />
      <DateTimeField
        label="Holds from"
        hint="Empty: from the last signature on"
        value={from}
        error={refusalFor(ask.refusals, '/effectiveFrom')}
        onChange={setFrom}
      />
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        value={reason}
        error={refusalFor(ask.refusals, '/reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** Proposes a requirement, or another version of one. Each opening begins with what holds today. */
export function ProposeButton({ change }: { readonly change: Requirement | null }) {
  const [opened, setOpened] = useState(0);
  const [shown, setShown] = useState(false);
  const may = useMayAnywhere('approvals.propose-changes');
  const open = () => {
    setOpened(opened + 1);
    setShown(true);
  };
  if (change === null && !may) return null;
  return (
    <>
      {change === null ? (
        <Button onClick={open}>Propose a requirement</Button>
      ) : (
        <BlockedButton variant="default" can={change.can.change} onClick={open}>
          Propose a change
        </BlockedButton>
      )}
      {opened === 0 ? null : <Form key={opened} change={change} opened={shown} onClose={() => setShown(false)} />}
    </>
  );
}

/** Proposes that a requirement is asked no more: it needs the consent of those whom it asks. */
export function WithdrawButton({ requirement }: { readonly requirement: Requirement }) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(proposeChange, ({ key }) => {
    toast(told(key));
    setOpened(false);
  });
  return (
    <>
      <BlockedButton variant="default" can={requirement.can.withdraw} onClick={() => setOpened(true)}>
        Propose to withdraw
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`Propose to withdraw ${requirement.key}`}
        text="Nothing changes before quality and everybody whom it asks today have signed."
        confirm="Propose"
        refusals={ask.refusals}
        busy={ask.busy}
        onConfirm={({ reason, reasonCode }) =>
          void ask.send({
            reasonCode,
            body: { kind: 'withdraw', requirement: requirement.id, base: requirement.version, reason },
          })
        }
        onClose={() => {
          ask.reset();
          setOpened(false);
        }}
      />
    </>
  );
}
