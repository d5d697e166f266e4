import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { toast } from '../../../design/shell/toast.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { confirmResult, type GateView } from '../contract.ts';
import type { Criterion } from './criterion.ts';
import { Found } from './Found.tsx';

export type SecondDialogProps = { readonly gate: GateView; readonly criterion: Criterion | null; readonly onClose: () => void };

const empty = { value: null, checked: null } as const;
type Entry = { readonly value: number | null; readonly checked: 'yes' | 'no' | null };

/** A critical value is entered a second time, by another person, without seeing the first. */
export function SecondDialog({ gate, criterion, onClose }: SecondDialogProps) {
  const [entry, setEntry] = useState<Entry>(empty);
  const ask = useAsk(confirmResult, ({ confirmation }) => {
    toast(
      confirmation === 'confirmed'
        ? 'The same value: it counts now.'
        : 'Another value: it does not count. Both stand in the trail; withdraw it and record it anew.',
    );
    onClose();
  });
  const { reset } = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening begins empty
  useEffect(() => {
    setEntry(empty);
    reset();
  }, [criterion?.id]);
  const result = criterion?.result ?? null;
  const isWhole = entry.value !== null || entry.checked !== null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (result === null) return;
    const body =
      entry.value !== null ? { value: entry.value } : entry.checked !== null ? { checked: entry.checked === 'yes' } : {};
    void ask.send({ params: { id: gate.id, result: result.id }, body });
  };
  return (
    <Modal
      opened={criterion !== null}
      onClose={onClose}
      title={criterion === null ? 'Confirm' : `Second entry: ${criterion.text}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {criterion === null || result === null ? null : (
        <form onSubmit={send}>
          <Stack gap="sm">
            <RefusalPanel refusals={ask.refusals} />
            <Text size="sm">
              {result.recordedBy.name} entered a value that is not shown. Enter what you find yourself. If the two are the same it
              counts; if not, it does not, and cannot be tried again.
            </Text>
            {result.link === null ? null : (
              <a href={result.link} target="_blank" rel="noreferrer noopener">
                Open the evidence
              </a>
            )}
            <Found
              criterion={criterion}
              draft={entry}
              refusals={ask.refusals}
              change={(patch) => setEntry((before) => ({ ...before, ...patch }))}
            />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={ask.busy} disabled={!isWhole}>
                Enter
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
