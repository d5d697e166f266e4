import { Button, Group, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { DateTimeField } from '../../../../../design/parts/DateTimeField.tsx';
import { decidingRoles } from '../../../../gates/contract.ts';
import { guardedSteps } from '../../../contract.ts';
import { oneOf, optionsOf, roleOptions, stepWords } from '../../words.ts';
import { CriterionFields } from './CriterionFields.tsx';
import { emptyCriterion, type GateDraft } from './gates-draft.ts';

export type GateFieldsProps = {
  readonly gate: GateDraft;
  /** Pointer of the gate in the body. */
  readonly place: string;
  readonly zone: string | undefined;
  readonly errorAt: (pointer: string) => string | undefined;
  readonly onChange: (gate: GateDraft) => void;
  readonly onRemove: () => void;
  /** Undefined where it is the first or the last. */
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
};

function Head({ gate, place, zone, errorAt, onChange }: GateFieldsProps) {
  const change = (patch: Partial<GateDraft>) => onChange({ ...gate, ...patch });
  return (
    <>
      <div className="rel-row rel-row-plain">
        <TextInput
          className="rel-row-wide"
          label="Name"
          required
          value={gate.name}
          error={errorAt(`${place}/name`) ?? errorAt(`${place}/key`)}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label="Stands before"
          data={optionsOf(stepWords)}
          allowDeselect={false}
          value={gate.guards}
          error={errorAt(`${place}/guards`)}
          onChange={(value) => change({ guards: oneOf(guardedSteps, value) ?? gate.guards })}
        />
        <DateTimeField
          label="Due"
          zone={zone}
          value={gate.dueAt}
          error={errorAt(`${place}/dueAt`)}
          onChange={(dueAt) => change({ dueAt })}
        />
      </div>
      <MultiSelect
        label="Decided by"
        description="Roles, each of which may decide it; never somebody who did or tested the work"
        required
        data={roleOptions(decidingRoles, ...gate.deciders)}
        value={[...gate.deciders]}
        error={errorAt(`${place}/deciders`)}
        onChange={(deciders) => change({ deciders })}
        hidePickedOptions
        searchable
      />
      <NumberInput
        label="Hours green without break"
        description="How long all criteria must have been green before it can pass; none, when left empty"
        min={1}
        max={2160}
        allowDecimal={false}
        maw={360}
        value={gate.greenHours ?? ''}
        error={errorAt(`${place}/greenHours`)}
        onChange={(value) => change({ greenHours: typeof value === 'number' ? value : null })}
      />
    </>
  );
}

/** One gate: what it is called, which step it guards, who decides it, and what it asks. */
export function GateFields(props: GateFieldsProps) {
  const { gate, place, errorAt, onChange, onRemove, onUp, onDown } = props;
  const wrong = errorAt(place);
  return (
    <Stack gap="sm">
      {wrong === undefined ? null : (
        <p className="il-warning" role="alert">
          {wrong}
        </p>
      )}
      <Head {...props} />
      {gate.criteria.map((criterion, index) => (
        <CriterionFields
          key={criterion.id}
          criterion={criterion}
          number={index + 1}
          place={`${place}/criteria/${index}`}
          errorAt={errorAt}
          onChange={(next) => onChange({ ...gate, criteria: gate.criteria.map((one) => (one.id === next.id ? next : one)) })}
          onRemove={() => onChange({ ...gate, criteria: gate.criteria.filter((one) => one.id !== criterion.id) })}
        />
      ))}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange({ ...gate, criteria: [...gate.criteria, emptyCriterion()] })}
        >
          Add a criterion
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          disabled={onUp === undefined}
          leftSection={<IconArrowUp size={14} aria-hidden="true" />}
          onClick={onUp}
        >
          Earlier
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          disabled={onDown === undefined}
          leftSection={<IconArrowDown size={14} aria-hidden="true" />}
          onClick={onDown}
        >
          Later
        </Button>
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          leftSection={<IconTrash size={14} aria-hidden="true" />}
          onClick={onRemove}
        >
          Remove this gate
        </Button>
      </Group>
    </Stack>
  );
}
