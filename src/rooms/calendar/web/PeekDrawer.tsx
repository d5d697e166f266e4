import { Drawer, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

type PeekDrawerProps = {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** One record of the calendar beside its list. */
export const PeekDrawer = ({ opened, title, onClose, children }: PeekDrawerProps) => (
  <Drawer
    opened={opened}
    onClose={onClose}
    position="right"
    size={520}
    title={title}
    closeButtonProps={{ 'aria-label': 'Close' }}
    overlayProps={{ backgroundOpacity: 0.2 }}
    attributes={{ header: { role: 'presentation' } }}
  >
    <Stack gap="md">{children}</Stack>
  </Drawer>
);
