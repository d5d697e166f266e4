import { useEffect, useState } from 'react';
import type { GraphIn, Placed } from './layout.ts';

type Answer = { readonly of: GraphIn; readonly places: readonly Placed[] };

/** Places from the worker; null while it works, and where it failed the list beside the picture still tells everything. */
export function usePlaces(graph: GraphIn): readonly Placed[] | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (event: MessageEvent<readonly Placed[]>) => setAnswer({ of: graph, places: event.data }));
    worker.postMessage(graph);
    return () => worker.terminate();
  }, [graph]);
  return answer === null || answer.of !== graph ? null : answer.places;
}
