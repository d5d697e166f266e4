import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { RefusalPanel } from '../refusal/RefusalPanel.tsx';
import type { ShownRefusal } from '../refusal/refusal.ts';

export type FormDialogProps = {
  readonly opened: boolean;
  readonly title: string;
  /** The verb on the button. */
  readonly confirm: string;
  readonly size?: ModalProps['size'];
  readonly busy?: boolean | undefined;
  readonly refusals?: readonly ShownRefusal[] | undefined;
  readonly ready?: boolean | undefined;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Fields in a dialog, sent with Enter; what the server refuses stands above them. */
export function FormDialog(props: FormDialogProps) {
  const { opened, title, confirm, size = 'lg', busy = false, refusals = [], ready = true, onSend, onClose, children } = props;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onSend();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          <RefusalPanel refusals={refusals} />
          {children}
          <Group justify="flex-end" gap="sm" mt="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={!ready}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
