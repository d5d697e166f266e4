import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LiveState } from '../../design/shell/types.ts';
import { hearNews } from '../../foundation/web/live-news.ts';
import { noteNews } from '../../foundation/web/unseen.ts';

/** Rooms whose pages are made of several rooms' facts: news of any of them refreshes these too. */
const gathering: ReadonlySet<string> = new Set(['releases', 'changes', 'signatures', 'approvals']);
/** Shown again at most every 300 ms, however many acts a colleague's import commits. */
const gatherMs = 300;

/** Live news: what is shown of one record is loaded again by itself; lists are only told that there is more. */
export function useLive(paused: boolean): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('reconnecting');
  useEffect(() => {
    if (paused) return undefined;
    const rooms = new Set<string>();
    let timer: number | null = null;
    const refresh = () => {
      timer = null;
      const heard = new Set(rooms);
      rooms.clear();
      noteNews(heard);
      void client.invalidateQueries({
        predicate: ({ queryKey: [room, , options] }) => {
          const isList = typeof options === 'object' && options !== null && 'pages' in options;
          return !isList && typeof room === 'string' && (heard.has(room) || heard.has('*') || gathering.has(room));
        },
      });
    };
    const gather = (room: string) => {
      rooms.add(room);
      timer ??= window.setTimeout(refresh, gatherMs);
    };
    const stop = hearNews({
      onState: setState,
      onNews: (item) => gather(item.topic.split('.')[0] ?? '*'),
      onReload: () => gather('*'),
      onSignedOut: () => gather('identity'),
    });
    return () => {
      if (timer !== null) window.clearTimeout(timer);
      stop();
    };
  }, [client, paused]);
  return paused ? 'offline' : state;
}
