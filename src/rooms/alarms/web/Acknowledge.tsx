import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type AlarmView, acknowledgeAlarm } from '../contract.ts';

/** Whoever must act says that they know, and what is done: without a comment nobody does. */
export function Acknowledge({ alarm, version }: { readonly alarm: AlarmView; readonly version: number }) {
  const [opened, setOpened] = useState(false);
  const [comment, setComment] = useState('');
  const ask = useAsk(acknowledgeAlarm, () => setOpened(false));
  const open = () => {
    setComment('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton can={alarm.can.acknowledge} onClick={open}>
        Acknowledge
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Acknowledge ${alarm.key}`}
        confirm="Acknowledge"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={comment.trim().length >= 3}
        onSend={() => void ask.send({ params: { id: alarm.id }, version, body: { comment: comment.trim() } })}
        onClose={() => setOpened(false)}
      >
        <p>
          {alarm.says}.{' '}
          {alarm.state === 'raised'
            ? 'It goes on standing until what raised it is over; nobody is told of it any more.'
            : 'It is over, and is closed with this.'}
        </p>
        <Textarea
          label="What was found, and what is done"
          description="Your name, your role, the time and this comment stand in the log of alarms and in the audit trail."
          required
          autosize
          minRows={3}
          data-autofocus
          value={comment}
          error={refusalFor(ask.refusals, '/comment')}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
