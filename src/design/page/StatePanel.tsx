import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconInbox, IconLock, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type PageState =
  | { readonly kind: 'empty'; readonly title: string; readonly text?: ReactNode; readonly action?: ReactNode }
  | { readonly kind: 'loading'; readonly rows?: number | undefined; readonly height?: number | undefined }
  | {
      readonly kind: 'error';
      readonly faultId?: string | undefined;
      readonly text?: string | undefined;
      readonly onRetry?: (() => void) | undefined;
    }
  | { readonly kind: 'noRight'; readonly who: string; readonly what?: string | undefined }
  | { readonly kind: 'stale'; readonly onRefresh: () => void; readonly text?: string | undefined };

type Of<K extends PageState['kind']> = Extract<PageState, { kind: K }>;

function Empty({ state }: { readonly state: Of<'empty'> }) {
  return (
    <div className="il-state">
      <IconInbox size={28} stroke={1.4} aria-hidden="true" />
      <p className="il-state-title">{state.title}</p>
      {state.text === undefined ? null : <div className="il-state-text">{state.text}</div>}
      {state.action}
    </div>
  );
}

/** Takes the height of what will come, so that nothing jumps. */
function Loading({ state }: { readonly state: Of<'loading'> }) {
  const rows = state.rows ?? 6;
  const height = state.height ?? 36;
  return (
    <div className="il-loading" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are alike and never change places
        <div key={index} style={{ height }}>
          <Skeleton height={12} width={`${88 - ((index * 17) % 40)}%`} radius="sm" />
        </div>
      ))}
    </div>
  );
}

function Fault({ state }: { readonly state: Of<'error'> }) {
  return (
    <div className="il-state" role="alert">
      <IconAlertTriangle size={28} stroke={1.4} aria-hidden="true" />
      <p className="il-state-title">Something failed</p>
      <p className="il-state-text">{state.text ?? 'This is a fault on our side; nothing was changed.'}</p>
      {state.faultId === undefined ? null : (
        <p className="il-state-text">
          Tell support this id: <code>{state.faultId}</code>
        </p>
      )}
      {state.onRetry === undefined ? null : (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden="true" />} onClick={state.onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

function NoRight({ state }: { readonly state: Of<'noRight'> }) {
  return (
    <div className="il-state">
      <IconLock size={28} stroke={1.4} aria-hidden="true" />
      <p className="il-state-title">You may not see this</p>
      <p className="il-state-text">
        {state.what === undefined ? 'Your roles do not include this right.' : `It needs the right “${state.what}”.`}
      </p>
      <p className="il-state-text">Who can give it: {state.who}</p>
    </div>
  );
}

function Stale({ state }: { readonly state: Of<'stale'> }) {
  return (
    <div className="il-stale" role="status">
      <span>{state.text ?? 'There is newer data.'}</span>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconRefresh size={14} aria-hidden="true" />}
        onClick={state.onRefresh}
      >
        Refresh
      </Button>
    </div>
  );
}

/** What a page shows instead of its content, or above it when the content has become old. */
export function StatePanel({ state }: { readonly state: PageState }) {
  switch (state.kind) {
    case 'empty':
      return <Empty state={state} />;
    case 'loading':
      return <Loading state={state} />;
    case 'error':
      return <Fault state={state} />;
    case 'noRight':
      return <NoRight state={state} />;
    case 'stale':
      return <Stale state={state} />;
  }
}
