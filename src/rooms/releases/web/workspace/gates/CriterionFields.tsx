import { ActionIcon, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { criterionTypes, operators, recordingRoles } from '../../../../gates/contract.ts';
import { oneOf, roleOptions } from '../../words.ts';
import type { CriterionFieldsProps, PartProps } from './criterion-parts.ts';
import { ExpressionFields } from './ExpressionFields.tsx';
import { ExternalFields } from './ExternalFields.tsx';
import { FactFields } from './FactFields.tsx';
import type { CriterionDraft } from './gates-draft.ts';

const typeOptions = [
  { value: 'checklist', label: 'Checklist' },
  { value: 'measure', label: 'Measure' },
  { value: 'fact', label: 'Fact' },
  { value: 'expression', label: 'Expression' },
  { value: 'external', label: 'External check' },
];
const operatorOptions = [
  { value: '>=', label: '≥ at least' },
  { value: '<=', label: '≤ at most' },
  { value: '==', label: '= exactly' },
  { value: '>', label: '> more than' },
  { value: '<', label: '< less than' },
];

function Measure({ criterion, place, errorAt, change }: PartProps) {
  return (
    <>
      <Select
        label="Is"
        data={operatorOptions}
        allowDeselect={false}
        value={criterion.operator}
        error={errorAt(`${place}/operator`)}
        onChange={(value) => change({ operator: oneOf(operators, value) ?? criterion.operator })}
      />
      <NumberInput
        label="Threshold"
        required
        hideControls
        value={criterion.threshold ?? ''}
        error={errorAt(`${place}/threshold`)}
        onChange={(value) => change({ threshold: typeof value === 'number' ? value : null })}
      />
      <TextInput
        label="In"
        placeholder="unit, such as %"
        value={criterion.unit}
        error={errorAt(`${place}/unit`)}
        onChange={(event) => change({ unit: event.currentTarget.value })}
      />
    </>
  );
}

function Result({ criterion, place, errorAt, change }: PartProps) {
  return (
    <div className="rel-row rel-row-plain">
      <Select
        label="Recorded by"
        data={roleOptions(recordingRoles, criterion.responsible)}
        clearable
        clearButtonProps={{ 'aria-label': 'Clear recorded by' }}
        placeholder="Any role that records"
        value={criterion.responsible}
        error={errorAt(`${place}/responsible`)}
        onChange={(responsible) => change({ responsible })}
      />
      <NumberInput
        label="Fresh for, in hours"
        placeholder="Always"
        min={1}
        max={8760}
        allowDecimal={false}
        hideControls
        value={criterion.freshnessHours ?? ''}
        error={errorAt(`${place}/freshnessHours`)}
        onChange={(value) => change({ freshnessHours: typeof value === 'number' ? value : null })}
      />
      <TextInput
        label="Source"
        placeholder="Where it is measured"
        value={criterion.source}
        error={errorAt(`${place}/source`)}
        onChange={(event) => change({ source: event.currentTarget.value })}
      />
      <TextInput
        label="Evidence"
        placeholder="What must be shown"
        value={criterion.evidence}
        error={errorAt(`${place}/evidence`)}
        onChange={(event) => change({ evidence: event.currentTarget.value })}
      />
      <Switch
        label="Critical: a second person enters it again"
        checked={criterion.critical}
        onChange={(event) => change({ critical: event.currentTarget.checked })}
      />
    </div>
  );
}

/** One thing that a gate asks: an item to be done, or a number held against a threshold. */
export function CriterionFields({ criterion, place, number, errorAt, onChange, onRemove }: CriterionFieldsProps) {
  const change = (patch: Partial<CriterionDraft>) => onChange({ ...criterion, ...patch });
  const parts = { criterion, place, errorAt, change };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside of a fieldset would draw a second frame
    <div role="group" aria-label={`Criterion ${number}`} className="rel-criterion">
      <div className="rel-row rel-row-plain">
        <TextInput
          className="rel-row-wide"
          label={`Criterion ${number}`}
          required
          value={criterion.text}
          error={errorAt(`${place}/text`) ?? errorAt(`${place}/key`) ?? errorAt(place)}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <Select
          label="Type"
          data={typeOptions}
          allowDeselect={false}
          value={criterion.type}
          error={errorAt(`${place}/type`)}
          onChange={(value) => change({ type: oneOf(criterionTypes, value) ?? criterion.type })}
        />
        {criterion.type === 'measure' ? <Measure {...parts} /> : null}
        {criterion.type === 'fact' ? <FactFields {...parts} measure={<Measure {...parts} />} /> : null}
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={`Remove criterion ${number}`} onClick={onRemove}>
          <IconTrash size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      {criterion.type === 'external' ? <ExternalFields {...parts} measure={<Measure {...parts} />} /> : null}
      {criterion.type === 'expression' ? <ExpressionFields {...parts} measure={<Measure {...parts} />} /> : null}
      {criterion.type !== 'checklist' && criterion.type !== 'measure' ? null : <Result {...parts} />}
    </div>
  );
}
