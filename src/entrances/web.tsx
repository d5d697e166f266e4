import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryOf } from '../foundation/web/hooks.ts';
import { watchTouches } from '../foundation/web/transport.ts';
import { whoAmI } from '../rooms/identity/contract-session.ts';
import { App } from './web/App.tsx';
import { loadEarly, screenAt } from './web/load-early.ts';
import { makeQueryClient } from './web/query-client.ts';
import { makeRouter } from './web/router.tsx';
import { screens } from './web/screens.ts';

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
// The kit's scroll lock makes its style tag by itself and looks for the nonce under this name.
Reflect.set(globalThis, '__webpack_nonce__', nonce);

watchTouches();

// A chunk of an older build is gone after an update: the page is loaded anew, but not over and over.
globalThis.addEventListener('vite:preloadError', (event) => {
  const key = 'interlock.reloaded';
  if (Date.now() - Number(sessionStorage.getItem(key)) < 10_000) return;
  sessionStorage.setItem(key, String(Date.now()));
  event.preventDefault();
  globalThis.location.reload();
});

// Who is signed in is asked first: everything waits for the answer, and the files of a screen would stand before it in the queue.
const client = makeQueryClient();
const session = client.fetchQuery(queryOf(whoAmI));
const { pathname, search } = globalThis.location;
void loadEarly(screenAt(screens, pathname), {
  search: Object.fromEntries(new URLSearchParams(search)),
  mayAsk: session.then(({ value }) => value.session.state === 'open' && !value.person.mustChangePassword),
  ask: (foreseen) => void client.prefetchQuery(foreseen),
});

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <App router={makeRouter(screens, nonce)} client={client} />
  </StrictMode>,
);
