import { useEffect, useState } from 'react';
import type { GraphIn, Picture } from './layout.ts';

type Answer = { readonly of: GraphIn; readonly picture: Picture };

/** Places from the worker; null while it works, and where it failed the list beside the picture still tells everything. */
export function usePlaces(graph: GraphIn): Picture | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (event: MessageEvent<Picture>) => setAnswer({ of: graph, picture: event.data }));
    worker.postMessage(graph);
    return () => worker.terminate();
  }, [graph]);
  return answer === null || answer.of !== graph ? null : answer.picture;
}
