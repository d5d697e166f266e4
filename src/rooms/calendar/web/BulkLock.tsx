import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../foundation/web/hooks.ts';
import { type InTurn, SignInTurn } from '../../signatures/web/door.tsx';
import { lockWindow, type WindowRowShown } from '../contract.ts';

export type BulkLockProps = { readonly windows: readonly WindowRowShown[]; readonly onDone: () => void };

/** Locks what is selected: each window is shown and signed in turn, and says its own result. */
export function BulkLock({ windows, onDone }: BulkLockProps) {
  const [items, setItems] = useState<readonly InTurn[] | null>(null);
  const act = useAct(lockWindow);
  const start = () =>
    setItems(
      windows.map(({ id, key, name, version }) => ({
        id,
        label: `${key} ${name}`,
        wanted: { subject: { kind: 'window', id }, version, verb: 'lock', input: {} },
        send: (signature, seen) => act.mutateAsync({ params: { id }, version: seen, body: { signature } }),
      })),
    );
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={start}>
        Lock them
      </Button>
      <SignInTurn
        items={items}
        title={`Lock: ${items?.length ?? 0} windows`}
        confirm="Lock"
        onClose={() => {
          setItems(null);
          onDone();
        }}
      />
    </>
  );
}
