import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listAlarmKinds, requestSuppression } from '../contract.ts';

type Props = { readonly can: true | readonly ShownRefusal[] | undefined; readonly mostHours: number };

/** Asks that nobody be told of a kind for a time. Kinds that are never suppressed are not offered. */
export function AskSuppression({ can, mostHours }: Props) {
  const [opened, setOpened] = useState(false);
  const [kind, setKind] = useState<string | null>(null);
  const [endsAt, setEndsAt] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const kinds = useOperation(listAlarmKinds).data?.value.items ?? [];
  const ask = useAsk(requestSuppression, () => setOpened(false));
  const open = () => {
    setKind(null);
    setEndsAt(null);
    setReason('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton can={can} onClick={open}>
        Ask for a suppression
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Ask for a suppression"
        confirm="Ask"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={kind !== null && endsAt !== null && reason.trim().length >= 3}
        onSend={() => void ask.send({ body: { kind: kind ?? '', endsAt, reason: reason.trim() } })}
        onClose={() => setOpened(false)}
      >
        <p>
          Nobody is told of the kind once somebody of quality, other than you, has approved it. Its alarms are raised and listed
          all the same, and told of when the time is over.
        </p>
        <Select
          label="Kind of alarm"
          required
          searchable
          data={kinds.filter((one) => one.suppressible).map(({ kind: value, says }) => ({ value, label: says }))}
          value={kind}
          error={refusalFor(ask.refusals, '/kind')}
          onChange={setKind}
          data-autofocus
        />
        <DateTimeField
          label="Until"
          required
          hint={`At most ${mostHours} hours ahead`}
          value={endsAt}
          error={refusalFor(ask.refusals, '/endsAt')}
          onChange={setEndsAt}
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
    </>
  );
}
