import { Menu, UnstyledButton, type UnstyledButtonProps } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useAppNavigate } from '../navigation.tsx';
import type { PersonMenuProps } from './types.ts';

export type PersonMenuListProps = PersonMenuProps & {
  readonly face: UnstyledButtonProps & { readonly 'aria-label': string; readonly children: ReactNode };
};

/** Opens as soon as it is there: it was fetched because somebody clicked. */
export function PersonMenuList({ person, links, onHelp, onSignOut, face }: PersonMenuListProps) {
  const navigate = useAppNavigate();
  const button = useRef<HTMLButtonElement>(null);
  return (
    // The kit gives the focus back to what had it when the menu opened; the first time that is the button that this one replaced.
    <Menu
      position="bottom-end"
      width={240}
      withinPortal
      defaultOpened
      returnFocus={false}
      onClose={() => button.current?.focus()}
    >
      <Menu.Target>
        <UnstyledButton ref={button} {...face} />
      </Menu.Target>
      <Menu.Dropdown>
        <div className="il-person-head">
          <b>{person.name}</b>
          {person.sub === undefined ? null : <small>{person.sub}</small>}
        </div>
        <Menu.Divider />
        {links.map((link) => (
          <Menu.Item key={link.href} onClick={() => navigate(link.href)}>
            {link.label}
          </Menu.Item>
        ))}
        <Menu.Item onClick={onHelp}>Keyboard shortcuts</Menu.Item>
        <Menu.Item onClick={onSignOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
