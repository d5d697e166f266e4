import { Button, type ButtonProps, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Refusals } from './Refusals.tsx';
import type { ShownRefusal } from './refusal.ts';

export type BlockedButtonProps = Omit<ButtonProps, 'disabled'> & {
  /** As the record's `can` says it; undefined counts as not allowed. */
  readonly can: true | readonly ShownRefusal[] | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

const noReason: readonly ShownRefusal[] = [{ code: 'not-offered', message: 'This is not possible in the present state.' }];

/** A button that, where it may not be pressed, still takes the focus and says why. */
export function BlockedButton({ can, onClick, children, ...rest }: BlockedButtonProps) {
  const [opened, { toggle, close }] = useDisclosure();
  if (can === true) {
    return (
      <Button {...rest} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <Popover opened={opened} onDismiss={close} width={360} position="bottom-end" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <Button
          {...rest}
          variant="default"
          className="il-blocked"
          leftSection={<IconLock size={15} aria-hidden="true" />}
          onClick={toggle}
          aria-haspopup="dialog"
        >
          {children}
          <span className="il-only-read"> (not possible now, show why)</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Why this is not possible">
        <Refusals refusals={can === undefined || can.length === 0 ? noReason : can} />
      </Popover.Dropdown>
    </Popover>
  );
}
