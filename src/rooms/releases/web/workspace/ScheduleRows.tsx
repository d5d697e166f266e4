import { ActionIcon, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { DateTimeField } from '../../../../design/parts/DateTimeField.tsx';
import { phaseKinds } from '../../contract.ts';
import { oneOf, optionsOf, phaseWords } from '../words.ts';
import type { MilestoneDraft, PhaseDraft } from './schedule-draft.ts';

type RowProps<T> = {
  readonly row: T;
  readonly zone: string;
  readonly error: string | undefined;
  readonly onChange: (row: T) => void;
  readonly onRemove: () => void;
};

const Remove = ({ what, onRemove }: { readonly what: string; readonly onRemove: () => void }) => (
  <ActionIcon variant="subtle" color="gray" size={34} aria-label={`Remove ${what}`} onClick={onRemove}>
    <IconTrash size={16} aria-hidden="true" />
  </ActionIcon>
);

export function PhaseRow({ row, zone, error, onChange, onRemove }: RowProps<PhaseDraft>) {
  return (
    <div className="rel-row">
      <TextInput
        label="Name"
        required
        value={row.name}
        error={error}
        onChange={(event) => onChange({ ...row, name: event.currentTarget.value })}
      />
      <Select
        label="Kind"
        data={optionsOf(phaseWords)}
        allowDeselect={false}
        value={row.kind}
        onChange={(kind) => onChange({ ...row, kind: oneOf(phaseKinds, kind) ?? row.kind })}
      />
      <DateTimeField label="Starts" required zone={zone} value={row.start} onChange={(start) => onChange({ ...row, start })} />
      <DateTimeField label="Ends" required zone={zone} value={row.end} onChange={(end) => onChange({ ...row, end })} />
      <Remove what={`phase ${row.name}`} onRemove={onRemove} />
    </div>
  );
}

export function MilestoneRow({ row, zone, error, onChange, onRemove }: RowProps<MilestoneDraft>) {
  return (
    <div className="rel-row">
      <TextInput
        label="Name"
        required
        value={row.name}
        error={error}
        onChange={(event) => onChange({ ...row, name: event.currentTarget.value })}
      />
      <DateTimeField label="Planned" required zone={zone} value={row.at} onChange={(at) => onChange({ ...row, at })} />
      <DateTimeField label="Done" zone={zone} value={row.doneAt} onChange={(doneAt) => onChange({ ...row, doneAt })} />
      <Remove what={`milestone ${row.name}`} onRemove={onRemove} />
    </div>
  );
}
