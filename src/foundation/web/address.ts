import { useLocation, useRouter } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

export type Search = Readonly<Record<string, string>>;
export type SearchPatch = Readonly<Record<string, string | null | undefined>>;

/** The address with some of its query changed: null, undefined and empty take a name away. Pure. */
export function withSearch(path: string, search: Search, patch: SearchPatch): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...search, ...patch })) {
    if (value !== null && value !== undefined && value !== '') query.set(name, value);
  }
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? path : `${path}?${text}`;
}

/** The query of the present address as plain texts. What a reader chose (filters, tab, peek) lives here, so that it can be sent to somebody else. */
export function useSearch(): Search {
  const text = useLocation({ select: (location) => location.searchStr });
  return useMemo(() => Object.fromEntries(new URLSearchParams(text)), [text]);
}

/** Changes the query and stays on the page; `push` leaves a step to go back to. */
export function useSetSearch(): (patch: SearchPatch, how?: 'push' | 'replace') => void {
  const router = useRouter();
  return useCallback(
    (patch, how = 'replace') => {
      const { pathname, searchStr } = router.latestLocation;
      const href = withSearch(pathname, Object.fromEntries(new URLSearchParams(searchStr)), patch);
      if (how === 'push') router.history.push(href);
      else router.history.replace(href);
    },
    [router],
  );
}

/** An address of this page with some of its query changed, for links. */
export function useHrefWith(): (patch: SearchPatch) => string {
  const path = useLocation({ select: (location) => location.pathname });
  const search = useSearch();
  return useCallback((patch) => withSearch(path, search, patch), [path, search]);
}
