import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { useMayAnywhere } from '../../identity/web/door.tsx';
import { requestChange } from '../contract.ts';
import { ChangeFields } from './ChangeFields.tsx';
import { type Draft, emptyDraft, requestOf } from './draft.ts';

const all = { unit: true, content: true, answers: true, plan: true };

/** Offered to whoever may request somewhere: whether they may in that unit is the server's answer. */
export function RequestChange({ onDone }: { readonly onDone: (key: string) => void }) {
  const may = useMayAnywhere('changes.request');
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const ask = useAsk(requestChange, (made) => onDone(made.key));
  const sent = requestOf(draft);
  const open = () => {
    setDraft(emptyDraft);
    ask.reset();
    setOpened(true);
  };
  if (!may) return null;
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
        Request a change
      </Button>
      <FormDialog
        opened={opened}
        title="Request a change"
        confirm="Save the draft"
        size="xl"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={draft.name.trim() !== '' && draft.unit !== null && sent.success}
        onSend={() => {
          if (sent.success) void ask.send({ body: sent.data });
        }}
        onClose={() => setOpened(false)}
      >
        <ChangeFields draft={draft} groups={all} refusals={ask.refusals} onChange={setDraft} />
        {draft.links.length > 0 && !sent.success ? (
          <p className="chg-quiet">A link has a text, and an address that starts with https:// or http://.</p>
        ) : null}
      </FormDialog>
    </>
  );
}
