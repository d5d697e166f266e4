import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ChoiceField, type ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { ApplicationField } from '../../portfolio/web/door.tsx';
import { applicationRoles, linkKinds, listChanges } from '../contract.ts';
import type { ApplicationDraft, LinkDraft, NeedDraft } from './draft.ts';
import { linkWords, oneOf, optionsOf, roleWords } from './words.ts';

export type RowsProps<Row> = {
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
  readonly errorAt: (index: number) => string | undefined;
};
type ListProps<Row> = RowsProps<Row> & {
  readonly what: string;
  readonly add: string;
  readonly blank: Row;
  readonly fields: (row: Row, change: (patch: Partial<Row>) => void, index: number) => ReactNode;
};

/** Rows of fields with one more at the end. */
export function Rows<Row>({ rows, onChange, what, add, blank, fields }: Omit<ListProps<Row>, 'errorAt'>) {
  const change = (at: number, patch: Partial<Row>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...patch } : row)));
  return (
    <div className="chg-rows">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity before they are saved, and only the last is added
        <div className="chg-row" key={index}>
          {fields(row, (patch) => change(index, patch), index)}
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={`Remove ${what} ${index + 1}`}
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
        onClick={() => onChange([...rows, blank])}
        style={{ justifySelf: 'start' }}
      >
        {add}
      </Button>
    </div>
  );
}

/** Which applications change, and which are only tested with it. */
export const ApplicationRows = ({ errorAt, ...props }: RowsProps<ApplicationDraft>) => (
  <Rows
    {...props}
    what="application"
    add="Add an application"
    blank={{ chosen: null, role: 'changed' }}
    fields={(row, change, index) => (
      <>
        <ApplicationField
          label={`Application ${index + 1}`}
          chosen={row.chosen}
          error={errorAt(index)}
          onChange={(chosen) => change({ chosen })}
        />
        <Select
          label="Role"
          data={optionsOf(roleWords)}
          allowDeselect={false}
          value={row.role}
          onChange={(role) => change({ role: oneOf(applicationRoles, role) ?? 'changed' })}
        />
      </>
    )}
  />
);

type ChangeFieldProps = {
  readonly label: string;
  readonly chosen: ChoiceOption | null;
  readonly error: string | undefined;
  readonly onChange: (chosen: ChoiceOption | null) => void;
};

/** A change by name or key, searched on the server. The value is the id. */
function ChangeField(props: ChangeFieldProps) {
  const [q, setQ] = useState('');
  const found = useOperation(listChanges, { query: { limit: 30, ...(q === '' ? {} : { q }) } }, { keepPrevious: true });
  const options = (found.data?.value.items ?? []).map((line) => ({ value: line.id, label: line.name, sub: line.key }));
  return <ChoiceField {...props} options={options} onSearch={setQ} />;
}

/** Which changes must be implemented first, and by when. */
export const NeedRows = ({ errorAt, ...props }: RowsProps<NeedDraft>) => (
  <Rows
    {...props}
    what="dependency"
    add="Add a change that comes first"
    blank={{ chosen: null, needBy: null }}
    fields={(row, change, index) => (
      <>
        <ChangeField
          label={`Change ${index + 1}`}
          chosen={row.chosen}
          error={errorAt(index)}
          onChange={(chosen) => change({ chosen })}
        />
        <DateTimeField label="Needed by" value={row.needBy} onChange={(needBy) => change({ needBy })} />
      </>
    )}
  />
);

/** Commits, pull requests, tickets and documents. */
export const LinkRows = ({ errorAt, ...props }: RowsProps<LinkDraft>) => (
  <Rows
    {...props}
    what="link"
    add="Add a link"
    blank={{ kind: 'ticket', label: '', url: '' }}
    fields={(row, change, index) => (
      <>
        <Select
          label={`Link ${index + 1}`}
          data={optionsOf(linkWords)}
          allowDeselect={false}
          value={row.kind}
          onChange={(kind) => change({ kind: oneOf(linkKinds, kind) ?? 'ticket' })}
        />
        <TextInput
          label="Text"
          maxLength={200}
          value={row.label}
          onChange={(event) => change({ label: event.currentTarget.value })}
        />
        <TextInput
          label="Address"
          type="url"
          placeholder="https://"
          value={row.url}
          error={errorAt(index)}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
      </>
    )}
  />
);
