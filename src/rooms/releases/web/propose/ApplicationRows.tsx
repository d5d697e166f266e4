import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { ApplicationField } from '../../../portfolio/web/door.tsx';
import { applicationRoles } from '../../contract.ts';
import { oneOf, optionsOf, roleWords } from '../words.ts';
import type { ApplicationDraft } from './draft.ts';

export type ApplicationRowsProps = {
  readonly rows: readonly ApplicationDraft[];
  readonly onChange: (rows: readonly ApplicationDraft[]) => void;
  readonly errorAt: (index: number) => string | undefined;
};

/** Which applications change, and which are only tested with it. */
export function ApplicationRows({ rows, onChange, errorAt }: ApplicationRowsProps) {
  const change = (at: number, patch: Partial<ApplicationDraft>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...patch } : row)));
  return (
    <div className="rel-rows">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity before they are saved, and only the last is added
        <div className="rel-row" key={index}>
          <ApplicationField
            label={`Application ${index + 1}`}
            required
            chosen={row.chosen}
            error={errorAt(index)}
            onChange={(chosen) => change(index, { chosen })}
          />
          <Select
            label="Role"
            data={optionsOf(roleWords)}
            allowDeselect={false}
            value={row.role}
            onChange={(role) => change(index, { role: oneOf(applicationRoles, role) ?? 'changed' })}
          />
          <TextInput
            label="Version"
            value={row.version}
            onChange={(event) => change(index, { version: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={`Remove application ${index + 1}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        justify="start"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => onChange([...rows, { chosen: null, role: 'changed', version: '' }])}
        style={{ justifySelf: 'start' }}
      >
        Add an application
      </Button>
    </div>
  );
}
