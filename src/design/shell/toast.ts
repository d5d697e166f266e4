import { notifications } from '@mantine/notifications';

const closeButtonProps = { 'aria-label': 'Dismiss' };

/** A short word that something was done; never the only place where a refusal is said. */
export const toast = (message: string, title?: string): void =>
  void notifications.show({
    message,
    autoClose: 5_000,
    withBorder: true,
    closeButtonProps,
    color: 'teal',
    ...(title === undefined ? {} : { title }),
  });
