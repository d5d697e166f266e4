import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  parseSearchWith,
  RouterProvider,
  stringifySearchWith,
  useLocation,
  useParams,
  useRouter,
} from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { DesignRoot } from '../design/DesignRoot.tsx';
import { StatePanel } from '../design/page/StatePanel.tsx';
import type { ScreenDeclaration } from '../foundation/web/screen.ts';
import { screens } from './web/screens.ts';

// zod would compile its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true });

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
// The kit's scroll lock makes its style tag by itself and looks for the nonce under this name.
Reflect.set(globalThis, '__webpack_nonce__', nonce);

// A chunk of an older build is gone after an update: the page is loaded anew, but not over and over.
globalThis.addEventListener('vite:preloadError', () => {
  const key = 'interlock.reloaded';
  if (Date.now() - Number(sessionStorage.getItem(key)) < 10_000) return;
  sessionStorage.setItem(key, String(Date.now()));
  globalThis.location.reload();
});

const textOnly = (values: object): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

function pageOf({ load }: ScreenDeclaration) {
  const Page = lazy(async () => ({ default: (await load()).Screen }));
  return () => (
    <Suspense fallback={<StatePanel state={{ kind: 'loading' }} />}>
      <Page params={textOnly(useParams({ strict: false }))} />
    </Suspense>
  );
}

function Root() {
  const { pathname } = useLocation();
  const { history } = useRouter();
  return (
    <DesignRoot nonce={nonce} path={pathname} navigate={(href) => history.push(href)}>
      <Outlet />
    </DesignRoot>
  );
}

const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: () => <StatePanel state={{ kind: 'empty', title: 'There is no such page' }} />,
});
const routes = screens.map((screen) =>
  createRoute({ getParentRoute: () => rootRoute, path: screen.path, component: pageOf(screen) }),
);
const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  parseSearch: parseSearchWith((text) => text),
  stringifySearch: stringifySearchWith(String),
  scrollRestoration: false,
});

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: 1 } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
