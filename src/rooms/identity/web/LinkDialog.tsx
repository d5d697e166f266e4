import { Button, CopyButton, Group, Modal, Stack, TextInput } from '@mantine/core';
import { TimeText } from '../../../design/parts/TimeText.tsx';

type Link = { readonly token: string | null; readonly path: string | null; readonly expiresAt: string };

/** A one-time link, shown once: the server keeps only its hash. */
export function LinkDialog({ link, onClose }: { readonly link: Link | null; readonly onClose: () => void }) {
  const address = link?.path == null ? '' : `${globalThis.location.origin}${link.path}`;
  return (
    <Modal
      opened={link !== null}
      onClose={onClose}
      title="Hand this link over yourself"
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {link === null ? null : (
        <Stack gap="sm">
          <p>
            It is shown only now. With it the person sets their own password, once, until <TimeText at={link.expiresAt} />.
          </p>
          <TextInput
            label="One-time link"
            readOnly
            value={address}
            data-autofocus
            onFocus={(event) => event.currentTarget.select()}
          />
          <Group justify="flex-end" gap="sm">
            <CopyButton value={address}>
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
