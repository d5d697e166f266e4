import { Button, type ModalProps } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton, type BlockedButtonProps } from '../../../design/refusal/BlockedButton.tsx';
import type { ShownRefusal } from '../../../design/refusal/refusal.ts';
import { useMayAnywhere } from '../../identity/web/door.tsx';
import { StaleChoice } from './StaleChoice.tsx';
import { type Edit, type Held, type Part, useEdit } from './use-edit.ts';

export type FormState<Draft, Field extends string> = {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly edit: Edit<Field>;
  readonly opened: boolean;
  readonly open: () => void;
  readonly close: () => void;
};

/**
 * A form for a new record or for one that is there: it begins with the record as it is shown when the form opens.
 * @param now the record as it is shown at this moment; null where a new one is made.
 */
export function useForm<Draft, Field extends string>(
  parts: readonly Part<Draft, Field>[],
  empty: () => Draft,
  now: Held<Draft> | null,
): FormState<Draft, Field> {
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Draft>(empty);
  const edit = useEdit(parts, draft, now);
  return {
    draft,
    set: (part) => setDraft({ ...draft, ...part }),
    edit,
    opened,
    open: () => {
      setDraft(now === null ? empty() : now.draft);
      edit.begin();
      setOpened(true);
    },
    close: () => setOpened(false),
  };
}

export type EditFormProps<Draft, Field extends string> = {
  readonly form: FormState<Draft, Field>;
  /** The right to register one: who has it nowhere sees no button. */
  readonly right: string;
  /** "release window". */
  readonly noun: string;
  /** The one that is changed; undefined where a new one is made. */
  readonly edits: { readonly name: string; readonly can: BlockedButtonProps['can'] } | undefined;
  readonly register?: string;
  readonly size?: ModalProps['size'];
  readonly asked: { readonly busy: boolean; readonly refusals: readonly ShownRefusal[]; readonly reset: () => void };
  /** Everything that it needs is entered, and understood. */
  readonly whole: boolean;
  /** Sends these parts on this version: all of them where a new one is made. */
  readonly onSend: (fields: readonly Field[], version: number) => Promise<void>;
  readonly children: ReactNode;
};

/** The button that opens the form, the form, and the choice between both where somebody was faster. */
export function EditForm<Draft, Field extends string>(props: EditFormProps<Draft, Field>) {
  const { form, right, noun, edits, register = 'Register', size = 'xl', asked, whole, onSend, children } = props;
  const { edit, opened, close } = form;
  const may = useMayAnywhere(right);
  const open = () => {
    asked.reset();
    form.open();
  };
  const discard = () => {
    edit.told(false);
    close();
  };
  return (
    <>
      {edits !== undefined ? (
        <BlockedButton variant="default" can={edits.can} onClick={open}>
          Edit
        </BlockedButton>
      ) : may ? (
        <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
          Register
        </Button>
      ) : null}
      <FormDialog
        opened={opened && !edit.isStale}
        title={edits === undefined ? `Register a ${noun}` : `Edit ${edits.name}`}
        confirm={edits === undefined ? register : 'Save'}
        size={size}
        busy={asked.busy}
        refusals={asked.refusals}
        ready={whole && (edits === undefined || edit.changed.length > 0)}
        onSend={() => void onSend(edit.changed, edit.version)}
        onClose={close}
      >
        {children}
      </FormDialog>
      <StaleChoice what={`this ${noun}`} edit={edit} busy={asked.busy} onSave={onSend} onDiscard={discard} />
    </>
  );
}
