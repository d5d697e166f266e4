import type { ButtonProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { BlockedButton } from './BlockedButton.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import type { ReasonGiven } from './ReasonForm.tsx';
import type { ShownRefusal } from './refusal.ts';

export type ActButtonProps = Omit<ButtonProps, 'disabled'> & {
  readonly can: true | readonly ShownRefusal[] | undefined;
  readonly label: string;
  /** Title of the dialog; the label where left out. */
  readonly title?: string | undefined;
  /** What becomes of it, said before it is done. */
  readonly text?: ReactNode;
  readonly needsReason?: boolean | undefined;
  readonly danger?: boolean | undefined;
  readonly busy: boolean;
  readonly refusals: readonly ShownRefusal[];
  readonly onOpen?: (() => void) | undefined;
  /** True when it was done: the dialog closes. */
  readonly onSend: (given: ReasonGiven) => Promise<boolean>;
};

/** A verb of a record: a button that says why where it may not be pressed, and a dialog that confirms where it may. */
export function ActButton(props: ActButtonProps) {
  const { can, label, title, text, needsReason, danger, busy, refusals, onOpen, onSend, ...button } = props;
  const [opened, setOpened] = useState(false);
  const open = () => {
    onOpen?.();
    setOpened(true);
  };
  const send = async (given: ReasonGiven) => {
    if (await onSend(given)) setOpened(false);
  };
  return (
    <>
      <BlockedButton variant="default" {...button} can={can} onClick={open}>
        {label}
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={title ?? label}
        text={text}
        confirm={label}
        danger={danger}
        needsReason={needsReason}
        refusals={refusals}
        busy={busy}
        onConfirm={(given) => void send(given)}
        onClose={() => setOpened(false)}
      />
    </>
  );
}
