import { Badge } from '@mantine/core';
import type { Tone } from '../tokens.ts';
import type { LiveState } from './types.ts';

const words: Readonly<Record<LiveState, { readonly text: string; readonly tone: Tone }>> = {
  live: { text: 'Live', tone: 'teal' },
  reconnecting: { text: 'Reconnecting', tone: 'yellow' },
  offline: { text: 'Offline', tone: 'red' },
};

/** Whether news arrive by themselves. */
export function LiveBadge({ state }: { readonly state: LiveState }) {
  const { text, tone } = words[state];
  return (
    <Badge color={tone} role="status" leftSection={<span className="il-live-dot" data-state={state} />}>
      {text}
    </Badge>
  );
}
