import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { Can } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type ModelView, proposeModel } from '../contract.ts';
import { ModelFields, modelDraftOf, modelSentOf } from './ModelFields.tsx';

type Props = { readonly model: ModelView | null; readonly can: Can[string] | undefined };

/** Proposes a new template, or another version of the model that is in force. */
export function ProposeModel({ model, can }: Props) {
  const navigate = useAppNavigate();
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState(() => modelDraftOf(model));
  const [reason, setReason] = useState('');
  const ask = useAsk(proposeModel, (made) => {
    setOpened(false);
    navigate(`/change-models/${made.key}`);
  });
  const open = () => {
    setDraft(modelDraftOf(model));
    setReason('');
    ask.reset();
    setOpened(true);
  };
  const at = model === null ? {} : { model: model.code, basis: model.number };
  return (
    <>
      <BlockedButton variant={model === null ? 'filled' : 'default'} can={can} onClick={open}>
        {model === null ? 'Propose a template' : 'Propose another version'}
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={model === null ? 'Propose a template of standard changes' : `Another version of ${model.code}`}
        confirm="Propose"
        size="xl"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={draft.name.trim() !== '' && reason.trim().length >= 3}
        onSend={() => void ask.send({ body: { ...at, ...modelSentOf(draft), reason: reason.trim() } })}
        onClose={() => setOpened(false)}
      >
        <p className="chg-quiet">Somebody else decides on it. Until then nothing changes.</p>
        <ModelFields kind={model?.kind ?? 'standard'} draft={draft} refusals={ask.refusals} onChange={setDraft} />
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
