import type { ButtonProps } from '@mantine/core';
import { useState } from 'react';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import type { ShownRefusal } from '../../../design/refusal/refusal.ts';
import { SignedDialog, type SignedDialogProps } from './SignedDialog.tsx';

export type SignedButtonProps = Omit<ButtonProps, 'disabled'> &
  Pick<SignedDialogProps, 'text' | 'needsReason' | 'danger' | 'wanted' | 'send'> & {
    readonly can: true | readonly ShownRefusal[] | undefined;
    readonly label: string;
    /** Title of the dialog; the label where left out. */
    readonly title?: string | undefined;
  };

/** A verb of a record that is signed: a button that says why where it may not be pressed, and the signing where it may. */
export function SignedButton(props: SignedButtonProps) {
  const { can, label, title, text, needsReason, danger, wanted, send, ...button } = props;
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <BlockedButton variant="default" {...button} can={can} onClick={() => setOpened(true)}>
        {label}
      </BlockedButton>
      <SignedDialog
        opened={opened}
        title={title ?? label}
        text={text}
        confirm={label}
        danger={danger}
        needsReason={needsReason}
        wanted={wanted}
        send={send}
        onDone={close}
        onClose={close}
      />
    </>
  );
}
