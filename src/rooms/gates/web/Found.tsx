import { Group, NumberInput, Radio } from '@mantine/core';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import type { Criterion } from './criterion.ts';

type Entry = { readonly value: number | null; readonly checked: 'yes' | 'no' | null };
type FoundProps = {
  readonly criterion: Criterion;
  readonly draft: Entry;
  readonly refusals: readonly ShownRefusal[];
  readonly change: (patch: Partial<Entry>) => void;
};

/** What was found, in the form that the criterion asks. */
export function Found({ criterion, draft, refusals, change }: FoundProps) {
  if (criterion.type === 'measure')
    return (
      <NumberInput
        label={criterion.unit === null ? 'Measured' : `Measured, in ${criterion.unit}`}
        description={`Expected ${criterion.expected}`}
        required
        data-autofocus
        hideControls
        value={draft.value ?? ''}
        error={refusalFor(refusals, '/value')}
        onChange={(value) => change({ value: typeof value === 'number' ? value : null })}
      />
    );
  return (
    <Radio.Group
      label="Found"
      description={`Expected ${criterion.expected}`}
      required
      value={draft.checked}
      error={refusalFor(refusals, '/checked')}
      onChange={(value) => change({ checked: value === 'yes' ? 'yes' : 'no' })}
    >
      <Group mt={6}>
        <Radio value="yes" label="Done" data-autofocus />
        <Radio value="no" label="Not done" />
      </Group>
    </Radio.Group>
  );
}
