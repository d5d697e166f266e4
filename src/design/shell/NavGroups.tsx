import { NavLink } from '@mantine/core';
import { AppLink, usePath } from '../navigation.tsx';
import { presentPlace } from './present-place.ts';
import type { NavGroup, NavItem } from './types.ts';

function Place({ item, active }: { readonly item: NavItem; readonly active: boolean }) {
  return (
    <NavLink
      component={AppLink}
      href={item.href}
      label={item.label}
      leftSection={<item.icon size={17} stroke={1.7} />}
      rightSection={item.badge === undefined || item.badge === 0 ? null : <span className="il-nav-badge">{item.badge}</span>}
      active={active}
      aria-current={active ? 'page' : undefined}
    />
  );
}

export function NavGroups({ groups }: { readonly groups: readonly NavGroup[] }) {
  const present = presentPlace(groups, usePath());
  return (
    <>
      {groups.map((group) => (
        <div key={group.title ?? 'first'} className="il-nav-group" role="group" aria-label={group.title ?? 'Start'}>
          {group.title === undefined ? null : (
            <div className="il-nav-title" aria-hidden="true">
              {group.title}
            </div>
          )}
          {group.items.map((item) => (
            <Place key={item.href} item={item} active={item.href === present} />
          ))}
        </div>
      ))}
    </>
  );
}
