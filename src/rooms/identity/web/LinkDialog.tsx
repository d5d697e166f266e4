import { Button, CopyButton, Group, Modal, Stack, TextInput } from '@mantine/core';
import { TimeText } from '../../../design/parts/TimeText.tsx';

type Link = {
  readonly token: string | null;
  readonly path: string | null;
  readonly expiresAt: string;
  readonly needsRelease: boolean;
};

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
          <p>
            {link.needsRelease
              ? 'It works only with a code: a second administrator opens this person, releases the link, and gives the code to the person. You do not get to know it.'
              : 'Nobody else could release it, so it works at once. The trail and the person see that you issued it alone.'}
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
