import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { giveNotice } from '../contract.ts';

export type GiveNoticeProps = { readonly subject: string; readonly can: true | readonly ShownRefusal[] | undefined };

/** Gives notice about a record; where the profile or the record refuses it, the button says why. */
export function GiveNotice({ subject, can }: GiveNoticeProps) {
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState('');
  const [until, setUntil] = useState<string | null>(null);
  const close = () => {
    setOpened(false);
    setText('');
    setUntil(null);
    ask.reset();
  };
  const ask = useAsk(giveNotice, (given) => {
    toast(`${given.key} was given.`);
    close();
  });
  return (
    <>
      <BlockedButton can={can} variant="default" size="compact-sm" onClick={() => setOpened(true)}>
        Give notice
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title="Give notice"
        text="Tells what is meant to be done; who objects says so before the date. That nobody objects is noted and is never an approval."
        confirm="Give notice"
        needsReason={false}
        ready={text.trim().length >= 3 && until !== null}
        refusals={ask.refusals}
        busy={ask.busy}
        onClose={close}
        onConfirm={() => void ask.send({ body: { subject, text: text.trim(), until: until ?? '' } })}
      >
        <Textarea
          label="What is meant to be done"
          required
          autosize
          minRows={2}
          value={text}
          error={refusalFor(ask.refusals, '/text')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <DateTimeField
          label="Who objects does so before"
          hint="From a day to 30 days ahead"
          required
          value={until}
          error={refusalFor(ask.refusals, '/until')}
          onChange={setUntil}
        />
      </ReasonDialog>
    </>
  );
}
