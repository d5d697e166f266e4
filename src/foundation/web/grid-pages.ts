import { type ShownState, stateOf } from './screen-state.ts';
import type { ProblemError } from './transport.ts';

type Asked<P> = {
  readonly data: { readonly pages: readonly P[] } | undefined;
  readonly isPending: boolean;
  readonly error: ProblemError | null;
  readonly refetch: () => unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
};

type GridState = Exclude<ShownState, { kind: 'empty' }> | { readonly kind: 'ready' };

const stateIn = (asked: Asked<unknown>): GridState => {
  const state = asked.data === undefined ? stateOf(asked) : null;
  if (state === null) return { kind: 'ready' };
  return state.kind === 'empty' ? { kind: 'error', text: state.title, onRetry: () => void asked.refetch() } : state;
};

/** What a grid needs of a paged list: the rows loaded so far, its state, and how to get more. Rows that are shown stay when a later page fails. */
export function gridOf<P, R>(asked: Asked<P>, itemsOf: (page: P) => readonly R[]) {
  return {
    rows: (asked.data?.pages ?? []).flatMap(itemsOf),
    state: stateIn(asked),
    more: {
      has: asked.hasNextPage,
      busy: asked.isFetchingNextPage,
      onMore: () => {
        if (!asked.isFetchingNextPage) void asked.fetchNextPage();
      },
    },
  };
}
