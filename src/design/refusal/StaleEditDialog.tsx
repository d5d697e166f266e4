import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

export type StaleRow = {
  readonly field: string;
  readonly label: string;
  readonly base: ReactNode;
  readonly mine: ReactNode;
  readonly theirs: ReactNode;
};
export type StaleChoice = 'mine' | 'theirs';

export type StaleEditDialogProps = {
  readonly opened: boolean;
  /** "this release" */
  readonly what: string;
  readonly version: { readonly mine: number; readonly theirs: number };
  readonly rows: readonly StaleRow[];
  readonly busy?: boolean | undefined;
  readonly onSave: (choices: Readonly<Record<string, StaleChoice>>) => void;
  readonly onDiscard: () => void;
  readonly onClose: () => void;
};

type ChoiceProps = {
  readonly row: StaleRow;
  readonly choice: StaleChoice;
  readonly onChoose: (choice: StaleChoice) => void;
};

const shown = (value: ReactNode): ReactNode => (value === null || value === undefined || value === '' ? 'empty' : value);

function ChoiceRow({ row, choice, onChoose }: ChoiceProps) {
  const radio = (side: StaleChoice, value: ReactNode, whose: string) => (
    <td>
      <Radio
        name={`stale-${row.field}`}
        checked={choice === side}
        onChange={() => onChoose(side)}
        label={shown(value)}
        aria-label={`${row.label}: keep ${whose}`}
      />
    </td>
  );
  return (
    <tr>
      <th scope="row">{row.label}</th>
      <td className="il-old">{shown(row.base)}</td>
      {radio('theirs', row.theirs, 'the current value')}
      {radio('mine', row.mine, 'your value')}
    </tr>
  );
}

const allMine = (rows: readonly StaleRow[]): Record<string, StaleChoice> =>
  Object.fromEntries(rows.map((row) => [row.field, 'mine' as const]));

/** Somebody was faster: both values field by field, nothing is overwritten unseen. */
export function StaleEditDialog({ opened, what, version, rows, busy = false, ...act }: StaleEditDialogProps) {
  const [choices, setChoices] = useState<Readonly<Record<string, StaleChoice>>>({});
  useEffect(() => {
    if (opened) setChoices(allMine(rows));
  }, [opened, rows]);
  return (
    <Modal
      opened={opened}
      onClose={act.onClose}
      size="xl"
      title="Somebody was faster"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <p className="il-warning">
          Somebody changed {what} while you were editing. Version {version.theirs} is now current; you started from {version.mine}
          . Choose which value to keep, then save again.
        </p>
        <div className="il-scroll-x">
          <table className="il-table">
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">Current value</th>
                <th scope="col">Your value</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ChoiceRow
                  key={row.field}
                  row={row}
                  choice={choices[row.field] ?? 'mine'}
                  onChoose={(choice) => setChoices((before) => ({ ...before, [row.field]: choice }))}
                />
              ))}
            </tbody>
          </table>
        </div>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={act.onDiscard}>
            Discard mine
          </Button>
          <Button loading={busy} onClick={() => act.onSave({ ...allMine(rows), ...choices })}>
            Save on top of version {version.theirs}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
