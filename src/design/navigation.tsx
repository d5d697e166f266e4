import { type ComponentProps, createContext, type MouseEvent, type ReactNode, useContext, useMemo } from 'react';

type Address = { readonly path: string; readonly navigate: (href: string) => void };

const AddressContext = createContext<Address>({ path: '/', navigate: (href) => globalThis.location.assign(href) });

export type AddressProviderProps = Address & { readonly children: ReactNode };

/** The entrance hands the router in here, so that parts can link without knowing which router it is. */
export function AddressProvider({ path, navigate, children }: AddressProviderProps) {
  const address = useMemo(() => ({ path, navigate }), [path, navigate]);
  return <AddressContext value={address}>{children}</AddressContext>;
}

export const useAppNavigate = (): ((href: string) => void) => useContext(AddressContext).navigate;
export const usePath = (): string => useContext(AddressContext).path;

const opensElsewhere = (event: MouseEvent): boolean =>
  event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;

export type AppLinkProps = ComponentProps<'a'> & { readonly href: string };

/** A plain link: it can be copied, opened in a new tab and printed; a plain click stays in the app. */
export function AppLink({ href, onClick, children, ...rest }: AppLinkProps) {
  const navigate = useAppNavigate();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (opensElsewhere(event) || rest.target === '_blank' || !href.startsWith('/')) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a {...rest} href={href} onClick={follow}>
      {children}
    </a>
  );
}

/** True where the address lies at or below the link's own. */
export const isAt = (path: string, href: string): boolean => {
  const own = href.split('?')[0] ?? href;
  return own === '/' ? path === '/' : path === own || path.startsWith(`${own}/`);
};
