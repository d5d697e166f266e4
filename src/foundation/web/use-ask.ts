import { useQueryClient } from '@tanstack/react-query';
import type { CallOptions } from '../client/client.ts';
import type { AnyOperation, ReplyOf } from '../contract.ts';
import { useAct } from './hooks.ts';
import { refusalsOf } from './refusals-of.ts';

/** An act as a dialog needs it: busy, every refusal, and what happens when it was done. A stale answer loads what is shown again. */
export function useAsk<O extends AnyOperation>(operation: O, onDone: (value: ReplyOf<O>) => void) {
  const act = useAct(operation);
  const client = useQueryClient();
  return {
    busy: act.isPending,
    refusals: refusalsOf(act.data),
    reset: act.reset,
    send: async (options: CallOptions<O>) => {
      const answer = await act.mutateAsync(options);
      if (answer.ok) {
        act.reset();
        onDone(answer.value);
      } else if (answer.status === 401) act.reset();
      // The session has ended: its own dialog says so.
      else if (answer.status === 412 || answer.status === 409) await client.invalidateQueries();
      return answer;
    },
  };
}
