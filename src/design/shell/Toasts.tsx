import { Notifications, notifications } from '@mantine/notifications';

const closeButtonProps = { 'aria-label': 'Dismiss' };

export const show = (message: string, title: string | undefined): void =>
  void notifications.show({
    message,
    autoClose: 5_000,
    withBorder: true,
    closeButtonProps,
    color: 'teal',
    ...(title === undefined ? {} : { title }),
  });

/** Where toasts appear. */
export const Toasts = () => <Notifications position="bottom-right" limit={4} />;
