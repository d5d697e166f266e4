import { CloseButton } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Refusals } from './Refusals.tsx';
import type { ShownRefusal } from './refusal.ts';

export type RefusalPanelProps = {
  readonly refusals: readonly ShownRefusal[];
  readonly title?: string | undefined;
  readonly onClose?: (() => void) | undefined;
};

const defaultTitle = (count: number): string =>
  count === 1 ? 'This cannot be done yet' : `This cannot be done yet: ${count} rules are in the way`;

/** Comes into view and is read out when an act was refused. */
export function RefusalPanel({ refusals, title, onClose }: RefusalPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer of the server is shown anew
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not return.
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, [refusals]);
  if (refusals.length === 0) return null;
  return (
    <div className="il-refusal-panel" role="alert" ref={panel}>
      <IconHandStop size={20} stroke={1.7} aria-hidden="true" />
      <div>
        <p className="il-refusal-title">{title ?? defaultTitle(refusals.length)}</p>
        <Refusals refusals={refusals} />
      </div>
      {onClose === undefined ? null : <CloseButton aria-label="Dismiss" onClick={onClose} />}
    </div>
  );
}
