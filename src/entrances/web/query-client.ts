import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from '../../foundation/web/transport.ts';

/** Answers that another try would not change. */
const isFinal = (error: Error): boolean => error instanceof ProblemError && error.status >= 400 && error.status < 500;

/** Live news keep what is shown fresh; looking away and back does not ask again, so that nothing moves under the reader. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => !isFinal(error) && failures < 2,
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
      // Without a network an act says at once that nobody heard it: it never waits to be sent later, unseen.
      mutations: { networkMode: 'always' },
    },
  });
