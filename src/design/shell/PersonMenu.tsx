import { Menu, UnstyledButton } from '@mantine/core';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useAppNavigate } from '../navigation.tsx';
import { Avatar, initialsOf } from '../parts/tags.tsx';
import type { Person, PersonLink } from './types.ts';

export type PersonMenuProps = {
  readonly person: Person;
  readonly links: readonly PersonLink[];
  readonly onHelp: () => void;
  readonly onSignOut: () => void;
};

export function PersonMenu({ person, links, onHelp, onSignOut }: PersonMenuProps) {
  const navigate = useAppNavigate();
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <UnstyledButton
          className="il-person-button"
          aria-label={`${initialsOf(person.name)}: signed in as ${person.name}. Open menu`}
        >
          <Avatar name={person.name} />
        </UnstyledButton>
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
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden="true" />} onClick={onHelp}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={onSignOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
