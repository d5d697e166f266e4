import type { ScreenDeclaration } from '../../foundation/web/screen.ts';

const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

/** The screen that an address shows. One with a fixed last part goes before one that takes any. */
export function screenAt(screens: readonly ScreenDeclaration[], pathname: string): ScreenDeclaration | null {
  const parts = partsOf(pathname);
  const fits = ({ path, tail }: ScreenDeclaration): boolean => {
    const wanted = partsOf(path);
    const longest = wanted.length + (tail === undefined ? 0 : 1);
    return (
      parts.length >= wanted.length &&
      parts.length <= longest &&
      wanted.every((part, index) => part.startsWith('$') || part === parts[index])
    );
  };
  const variable = ({ path }: ScreenDeclaration): number => partsOf(path).filter((part) => part.startsWith('$')).length;
  return screens.filter(fits).toSorted((a, b) => variable(a) - variable(b))[0] ?? null;
}

/** Fetches the screen of the address while the session is still being asked for: a tenth of a second until the calendar stands (npm run bench). */
export function loadEarly(screens: readonly ScreenDeclaration[], pathname: string): void {
  // A chunk that does not come is told where the screen is shown, which asks for it again.
  screenAt(screens, pathname)
    ?.load()
    .catch(() => undefined);
}
