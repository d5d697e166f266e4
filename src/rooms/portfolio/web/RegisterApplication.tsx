import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { useMayAnywhere } from '../../identity/web/door.tsx';
import { registerApplication } from '../contract.ts';
import { ApplicationFields, type Draft, emptyDraft, sentOf } from './ApplicationFields.tsx';

/** Offered to whoever may register somewhere: whether it may be registered in that unit is the server's answer, with who could do it. */
export function RegisterApplication({ onDone }: { readonly onDone: (key: string) => void }) {
  const may = useMayAnywhere('portfolio.register');
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [key, setKey] = useState('');
  const ask = useAsk(registerApplication, (made) => onDone(made.key));
  const sent = registerApplication.body.safeParse({ ...sentOf(draft), ...(key.trim() === '' ? {} : { key: key.trim() }) });
  const send = () => {
    if (sent.success) void ask.send({ body: sent.data });
  };
  if (!may) return null;
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setOpened(true)}>
        Register
      </Button>
      <FormDialog
        opened={opened}
        title="Register an application"
        confirm="Register"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={draft.name.trim() !== '' && draft.unit !== null && sent.success}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <ApplicationFields draft={draft} refusals={ask.refusals} onChange={setDraft} />
        <TextInput
          label="Key"
          description="Names it for good; made (APP-1 …) where left empty."
          value={key}
          error={
            refusalFor(ask.refusals, '/key') ??
            (draft.name !== '' && draft.unit !== null && !sent.success ? 'Letters, digits, dot, dash and underscore' : undefined)
          }
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
