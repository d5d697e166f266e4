import { Modal } from '@mantine/core';
import { ReasonForm, type ReasonFormProps } from './ReasonForm.tsx';

export type ReasonDialogProps = ReasonFormProps & { readonly opened: boolean; readonly title: string };

/** Confirms an act that is not signed: its reason becomes part of the record. Each opening begins empty. */
export function ReasonDialog({ opened, title, ...form }: ReasonDialogProps) {
  return (
    <Modal opened={opened} onClose={form.onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <ReasonForm {...form} />
    </Modal>
  );
}
