import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, useState } from 'react';
import { type Lent, LentParts } from '../../foundation/web/lent.tsx';
import { makeQueryClient } from './query-client.ts';
import type { AppRouter } from './router.tsx';

export type AppProps = { readonly router: AppRouter };

/** Loaded where a screen shows them, not with the app. */
const parts: Lent = {
  PersonChoice: lazy(async () => ({ default: (await import('../../rooms/identity/web/door.tsx')).PersonChoice })),
};

export function App({ router }: AppProps) {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <LentParts parts={parts}>
        <RouterProvider router={router} />
      </LentParts>
    </QueryClientProvider>
  );
}
