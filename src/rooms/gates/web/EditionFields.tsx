import { ActionIcon, Button, Checkbox, Group, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { criterionTypes, decidingRoles, operators, recordingRoles } from '../contract.ts';
import { type CriterionRow, type EditionDraft, emptyRow } from './edition-draft.ts';
import { roleInWords } from './words.ts';

const typeLabels: Readonly<Record<CriterionRow['type'], string>> = {
  checklist: 'Checklist',
  measure: 'Measure',
  fact: 'Fact of the house',
  expression: 'Expression',
  external: 'External check',
};
const rolesOf = (roles: readonly string[]) => roles.map((value) => ({ value, label: roleInWords(value) }));

type RowProps = {
  readonly row: CriterionRow;
  readonly at: number;
  readonly refusals: readonly ShownRefusal[];
  readonly onChange: (row: CriterionRow) => void;
  readonly onRemove: () => void;
};

function Asks({ row, at, refusals, onChange }: RowProps) {
  const place = `/content/criteria/${at}`;
  const change = (patch: Partial<CriterionRow>) => onChange({ ...row, ...patch });
  if (row.type === 'checklist') return null;
  return (
    <>
      {row.type === 'fact' ? (
        <TextInput
          label="Fact"
          placeholder="releases.blocking-collisions"
          value={row.fact ?? ''}
          error={refusalFor(refusals, `${place}/fact`)}
          onChange={(event) => change({ fact: event.currentTarget.value })}
        />
      ) : null}
      {row.type === 'external' ? (
        <>
          <TextInput
            label="Checker"
            placeholder="Key of the machine"
            value={row.checker ?? ''}
            error={refusalFor(refusals, `${place}/checker`)}
            onChange={(event) => change({ checker: event.currentTarget.value })}
          />
          <NumberInput
            label="Answers within, in hours"
            placeholder="24"
            hideControls
            min={1}
            max={720}
            value={row.answerHours ?? ''}
            error={refusalFor(refusals, `${place}/answerHours`)}
            onChange={(value) => change({ answerHours: typeof value === 'number' ? value : null })}
          />
        </>
      ) : null}
      {row.type === 'expression' ? (
        <TextInput
          label="Expression"
          value={row.expression ?? ''}
          error={refusalFor(refusals, `${place}/expression`)}
          onChange={(event) => change({ expression: event.currentTarget.value })}
        />
      ) : null}
      <Select
        label="Is"
        data={[...operators]}
        value={row.operator ?? '>='}
        allowDeselect={false}
        error={refusalFor(refusals, `${place}/operator`)}
        onChange={(value) => change({ operator: operators.find((one) => one === value) ?? '>=' })}
      />
      <NumberInput
        label="Threshold"
        hideControls
        value={row.threshold ?? ''}
        error={refusalFor(refusals, `${place}/threshold`)}
        onChange={(value) => change({ threshold: typeof value === 'number' ? value : null })}
      />
      <TextInput label="In" value={row.unit} onChange={(event) => change({ unit: event.currentTarget.value })} />
    </>
  );
}

function Row(props: RowProps) {
  const { row, at, refusals, onChange, onRemove } = props;
  const place = `/content/criteria/${at}`;
  const change = (patch: Partial<CriterionRow>) => onChange({ ...row, ...patch });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside of the form's dialog would draw a second frame
    <div role="group" aria-label={`Criterion ${at + 1}`} className="gate-edition-row">
      <TextInput
        className="gate-edition-wide"
        label={`Criterion ${at + 1}`}
        required
        value={row.text}
        error={refusalFor(refusals, `${place}/text`) ?? refusalFor(refusals, `${place}/key`)}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Select
        label="Type"
        data={criterionTypes.map((value) => ({ value, label: typeLabels[value] }))}
        allowDeselect={false}
        value={row.type}
        onChange={(value) => change({ type: criterionTypes.find((one) => one === value) ?? row.type })}
      />
      <Asks {...props} />
      <Select
        label="Recorded by"
        clearable
        clearButtonProps={{ 'aria-label': 'Clear recorded by' }}
        placeholder="Any role that records"
        data={rolesOf(recordingRoles)}
        value={row.responsible}
        error={refusalFor(refusals, `${place}/responsible`)}
        onChange={(responsible) => change({ responsible })}
      />
      <NumberInput
        label="Fresh for, in hours"
        placeholder="Always"
        hideControls
        min={1}
        max={8760}
        value={row.freshnessHours ?? ''}
        error={refusalFor(refusals, `${place}/freshnessHours`)}
        onChange={(value) => change({ freshnessHours: typeof value === 'number' ? value : null })}
      />
      <TextInput
        label="Evidence"
        placeholder="What must be shown"
        value={row.evidence}
        onChange={(event) => change({ evidence: event.currentTarget.value })}
      />
      {row.type === 'measure' ? (
        <Checkbox
          className="gate-edition-check"
          label="Critical: a second person enters it too"
          checked={row.critical}
          onChange={(event) => change({ critical: event.currentTarget.checked })}
        />
      ) : null}
      <ActionIcon variant="subtle" color="gray" size={34} aria-label={`Remove criterion ${at + 1}`} onClick={onRemove}>
        <IconTrash size={16} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}

export type EditionFieldsProps = {
  readonly draft: EditionDraft;
  readonly refusals: readonly ShownRefusal[];
  readonly onChange: (draft: EditionDraft) => void;
};

/** What an edition of a template asks. */
export function EditionFields({ draft, refusals, onChange }: EditionFieldsProps) {
  const rows = draft.criteria;
  return (
    <>
      <MultiSelect
        label="Decided by"
        description="Roles, each of which may decide the gate; never somebody who did or tested the work"
        required
        hidePickedOptions
        data={rolesOf(decidingRoles)}
        value={[...draft.deciders]}
        error={refusalFor(refusals, '/content/deciders')}
        onChange={(deciders) => onChange({ ...draft, deciders })}
      />
      <NumberInput
        label="Hours green without break"
        description="How long all criteria must have been green before it can pass; none, when left empty"
        min={1}
        max={2160}
        maw={360}
        value={draft.greenHours ?? ''}
        error={refusalFor(refusals, '/content/greenHours')}
        onChange={(value) => onChange({ ...draft, greenHours: typeof value === 'number' ? value : null })}
      />
      {rows.map((row, at) => (
        <Row
          key={row.id}
          row={row}
          at={at}
          refusals={refusals}
          onChange={(next) => onChange({ ...draft, criteria: rows.map((one) => (one.id === next.id ? next : one)) })}
          onRemove={() => onChange({ ...draft, criteria: rows.filter((one) => one.id !== row.id) })}
        />
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange({ ...draft, criteria: [...rows, emptyRow()] })}
        >
          Add a criterion
        </Button>
      </Group>
    </>
  );
}
