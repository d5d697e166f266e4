import { useMemo } from 'react';
import { useAppNavigate } from './navigation.tsx';

export type AddressFields = Readonly<Record<string, string | undefined>>;

/** This page's address with some fields of its query set, or taken out where empty. */
export function addressWith(fields: AddressFields, here: { readonly pathname: string; readonly search: string }): string {
  const query = new URLSearchParams(here.search);
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  }
  return query.size === 0 ? here.pathname : `${here.pathname}?${query}`;
}

/**
 * Filters, grouping and zoom live in the address, so that a view can be shared and the back button works. `set` makes a step of the history;
 * `replace` does not: for what changes with every motion, such as zoom and typed text.
 */
export function useAddress() {
  const navigate = useAppNavigate();
  return useMemo(
    () => ({
      set: (fields: AddressFields) => navigate(addressWith(fields, globalThis.location)),
      replace: (fields: AddressFields) => {
        const href = addressWith(fields, globalThis.location);
        if (href !== `${globalThis.location.pathname}${globalThis.location.search}`)
          globalThis.history.replaceState(globalThis.history.state, '', href);
      },
    }),
    [navigate],
  );
}
