import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  parseSearchWith,
  stringifySearchWith,
  useLocation,
  useParams,
  useRouter,
} from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { DesignRoot } from '../../design/DesignRoot.tsx';
import { PageHead } from '../../design/page/PageHead.tsx';
import { StatePanel } from '../../design/page/StatePanel.tsx';
import type { ScreenDeclaration } from '../../foundation/web/screen.ts';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import { SessionGate } from './SessionGate.tsx';

const textOnly = (values: object): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));

function pageOf(screen: ScreenDeclaration) {
  const Page = lazy(async () => ({ default: (await screen.load()).Screen }));
  return function Screen() {
    const { pathname } = useLocation();
    return (
      <ScreenBoundary path={pathname}>
        <Suspense fallback={<StatePanel state={{ kind: 'loading' }} />}>
          <Page params={textOnly(useParams({ strict: false }))} />
        </Suspense>
      </ScreenBoundary>
    );
  };
}

function NoSuchPage() {
  return (
    <>
      <PageHead title="There is no such page" />
      <StatePanel
        state={{ kind: 'empty', title: 'Nothing has this address', text: 'Search for it with Ctrl K, or begin at Home.' }}
      />
    </>
  );
}

const rootOf = (screens: readonly ScreenDeclaration[], nonce: string) =>
  function Root() {
    const { pathname } = useLocation();
    const { history } = useRouter();
    const navigate = useCallback((href: string) => history.push(href), [history]);
    return (
      <DesignRoot nonce={nonce} path={pathname} navigate={navigate}>
        <SessionGate screens={screens}>
          <Outlet />
        </SessionGate>
      </DesignRoot>
    );
  };

const pathOf = ({ path, tail }: ScreenDeclaration): string => (tail === undefined ? path : `${path}/{-$${tail}}`);

/** One route a screen. The query stays plain text: each screen reads what it knows. */
export function makeRouter(screens: readonly ScreenDeclaration[], nonce: string) {
  const root = createRootRoute({ component: rootOf(screens, nonce), notFoundComponent: NoSuchPage });
  const routes = screens.map((screen) =>
    createRoute({ getParentRoute: () => root, path: pathOf(screen), component: pageOf(screen) }),
  );
  return createRouter({
    routeTree: root.addChildren(routes),
    parseSearch: parseSearchWith((text) => text),
    stringifySearch: stringifySearchWith(String),
    scrollRestoration: false,
  });
}
export type AppRouter = ReturnType<typeof makeRouter>;
