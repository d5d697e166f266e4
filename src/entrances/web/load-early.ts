import type { Search } from '../../foundation/web/address.ts';
import type { Foreseen, ScreenDeclaration } from '../../foundation/web/screen.ts';

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

export type Early = {
  readonly search: Search;
  /** Whether somebody is signed in who may go on: a stranger's questions would only be refused. */
  readonly mayAsk: Promise<boolean>;
  readonly ask: (foreseen: Foreseen) => void;
};

/**
 * Fetches the screen of the address while the session is still being asked for, and asks what it will show before it is there: together half of the time until
 * the calendar stands (npm run bench). What does not come is told where it is shown, which asks for it again.
 */
export async function loadEarly(screen: ScreenDeclaration | null, { search, mayAsk, ask }: Early): Promise<void> {
  const asking = async () => {
    if (await mayAsk) for (const foreseen of screen?.ahead?.(search) ?? []) ask(foreseen);
  };
  await Promise.allSettled([asking(), screen?.load()]);
}
