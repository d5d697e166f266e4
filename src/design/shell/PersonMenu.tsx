import { UnstyledButton } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import { initialsOf } from '../parts/initials.ts';
import { Avatar } from '../parts/tags.tsx';
import type { PersonMenuListProps } from './PersonMenuList.tsx';
import { toast } from './toast.ts';
import type { PersonMenuProps } from './types.ts';

const fetchList = () => import('./PersonMenuList.tsx');
/** What comes too late is asked for again at the click, which says it. */
const foresee = (): void => void fetchList().catch(() => undefined);

/** Who is signed in. The menu's own code is fetched when somebody points at it, and takes the button over: it is no part of the first load. */
export function PersonMenu(props: PersonMenuProps) {
  const [List, setList] = useState<ComponentType<PersonMenuListProps> | null>(null);
  const face = {
    className: 'il-person-button',
    'aria-label': `${initialsOf(props.person.name)}: signed in as ${props.person.name}. Open menu`,
    children: <Avatar name={props.person.name} />,
  };
  if (List !== null) return <List {...props} face={face} />;
  const open = () =>
    void fetchList().then(
      (loaded) => setList(() => loaded.PersonMenuList),
      () => toast('The menu could not be loaded. Is the network there? Try again.'),
    );
  return (
    <UnstyledButton
      {...face}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={foresee}
      onFocus={foresee}
      onClick={open}
    />
  );
}
