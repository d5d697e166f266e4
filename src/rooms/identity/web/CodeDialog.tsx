import { Button, CopyButton, Group, Modal, Stack, TextInput } from '@mantine/core';
import { TimeText } from '../../../design/parts/TimeText.tsx';

type Made = { readonly code: string | null; readonly expiresAt: string };

/** The code of a released link, shown once: the server keeps only its hash. */
export function CodeDialog({ made, onClose }: { readonly made: Made | null; readonly onClose: () => void }) {
  const code = made?.code ?? '';
  return (
    <Modal
      opened={made !== null}
      onClose={onClose}
      title="Give this code to the person alone"
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {made === null ? null : (
        <Stack gap="sm">
          <p>
            It is shown only now, and works with the link until <TimeText at={made.expiresAt} />. Call the person on a number that
            you know; do not give the code to whoever issued the link.
          </p>
          <TextInput label="Code" readOnly value={code} data-autofocus onFocus={(event) => event.currentTarget.select()} />
          <Group justify="flex-end" gap="sm">
            <CopyButton value={code}>
              {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
            </CopyButton>
            <Button variant="default" onClick={onClose}>
              Done
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
