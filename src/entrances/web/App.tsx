import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy } from 'react';
import { ReasonCodes } from '../../design/refusal/reason-codes.ts';
import { reasonCodeNames, reasonCodes } from '../../foundation/reason-codes.ts';
import { type Lent, LentParts } from '../../foundation/web/lent.tsx';
import type { AppRouter } from './router.tsx';

export type AppProps = { readonly router: AppRouter; readonly client: QueryClient };

/** Loaded where a screen shows them, not with the app. */
const parts: Lent = {
  PersonChoice: lazy(async () => ({ default: (await import('../../rooms/identity/web/door.tsx')).PersonChoice })),
  TalkLink: lazy(async () => ({ default: (await import('../../rooms/discussion/web/door.tsx')).DiscussionLink })),
};

const codes = reasonCodeNames.map((name) => ({ value: name, label: reasonCodes[name] }));

export function App({ router, client }: AppProps) {
  return (
    <QueryClientProvider client={client}>
      <LentParts parts={parts}>
        <ReasonCodes.Provider value={codes}>
          <RouterProvider router={router} />
        </ReasonCodes.Provider>
      </LentParts>
    </QueryClientProvider>
  );
}
