import type { NavGroup } from '../../design/shell/types.ts';
import { type NavPlace, navPlaces, type ScreenDeclaration } from '../../foundation/web/screen.ts';

const titles: Readonly<Record<NavPlace, string | undefined>> = {
  start: undefined,
  plan: 'Plan',
  deliver: 'Deliver',
  assure: 'Assure',
  rules: 'Rules',
  access: 'Access',
  admin: 'Admin',
};

/** The navigation: the places of the house in their order, with the screens that somebody with these rights can use. Pure. */
export function navOf(screens: readonly ScreenDeclaration[], rights: readonly string[]): readonly NavGroup[] {
  return navPlaces.flatMap((place) => {
    const items = screens
      .flatMap(({ path, nav, right }) =>
        nav?.place === place && (right === null || rights.includes(right)) ? [{ path, nav }] : [],
      )
      .sort((a, b) => a.nav.order - b.nav.order)
      .map(({ path, nav }) => ({ label: nav.label, href: path, icon: nav.icon, letter: nav.letter, also: nav.also }));
    return items.length === 0 ? [] : [{ title: titles[place], items }];
  });
}
