import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answered, CallOptions } from '../client/client.ts';
import type { AnyOperation, ReplyOf } from '../contract.ts';
import { call, load, type ProblemError } from './transport.ts';

/** Key of an operation's answer: `[room, operation, call]`, so that news of a room refreshes what is shown of it. */
export const keyOf = (operation: AnyOperation, options: object): readonly unknown[] => [
  operation.id.split('.')[0],
  operation.id,
  options,
];

/** A question as the cache knows it: asked ahead of its screen, it is the same question. */
export const queryOf = <O extends AnyOperation>(operation: O, options: CallOptions<O> = {}) => ({
  queryKey: keyOf(operation, options),
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => load(operation, { ...options, signal }),
});

/** One record or view. `version` is the ETag for the next change. */
export function useOperation<O extends AnyOperation>(
  operation: O,
  options: CallOptions<O> = {},
  more: { readonly enabled?: boolean; readonly keepPrevious?: boolean } = {},
) {
  return useQuery<{ readonly value: ReplyOf<O>; readonly version: number | null }, ProblemError>({
    ...queryOf(operation, options),
    enabled: more.enabled ?? true,
    ...(more.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  });
}

type Page = { readonly items: readonly unknown[]; readonly nextCursor: string | null };

/** A list, page by page. `rows` is everything loaded so far. */
export function useOperationPages<O extends AnyOperation>(
  operation: O,
  optionsFor: (cursor: string | undefined) => CallOptions<O>,
  pick: (reply: ReplyOf<O>) => Page,
  more: { readonly enabled?: boolean } = {},
) {
  return useInfiniteQuery<
    ReplyOf<O>,
    ProblemError,
    { readonly pages: readonly ReplyOf<O>[] },
    readonly unknown[],
    string | undefined
  >({
    queryKey: keyOf(operation, { pages: optionsFor(undefined) }),
    queryFn: async ({ pageParam, signal }) => (await load(operation, { ...optionsFor(pageParam), signal })).value,
    initialPageParam: undefined,
    getNextPageParam: (last) => pick(last).nextCursor ?? undefined,
    enabled: more.enabled ?? true,
    placeholderData: keepPreviousData,
  });
}

/** An act. It never throws for a refusal: the screen shows `answer.problem.refusals` where the act was asked for. */
export function useAct<O extends AnyOperation>(operation: O) {
  const client = useQueryClient();
  return useMutation<Answered<ReplyOf<O>>, never, CallOptions<O>>({
    mutationFn: (options) =>
      call(operation, operation.method === 'POST' ? { idempotencyKey: crypto.randomUUID(), ...options } : options),
    onSuccess: async (answer) => {
      if (answer.ok) await client.invalidateQueries();
    },
  });
}

/** A call that changes nothing that is shown: previews, signing in. The answer is in `data`, refused or not. */
export function useCall<O extends AnyOperation>(operation: O) {
  return useMutation<Answered<ReplyOf<O>>, never, CallOptions<O>>({ mutationFn: (options) => call(operation, options) });
}
