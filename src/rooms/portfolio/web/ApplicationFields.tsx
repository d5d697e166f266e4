import { Group, Select, Textarea, TextInput } from '@mantine/core';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { PersonField, UnitField } from '../../identity/web/door.tsx';
import { choicesOf, criticalityWords, relevanceWords, stageWords } from './words.ts';

export type Draft = {
  readonly name: string;
  readonly unit: ChoiceOption | null;
  readonly owner: ChoiceOption | null;
  readonly description: string;
  readonly technology: string;
  readonly criticality: string;
  readonly gxp: string;
  readonly sox: string;
  readonly lifecycleStage: string;
};
export const emptyDraft: Draft = {
  name: '',
  unit: null,
  owner: null,
  description: '',
  technology: '',
  criticality: 'unknown',
  gxp: 'unknown',
  sox: 'unknown',
  lifecycleStage: 'unknown',
};

type ApplicationFieldsProps = {
  readonly draft: Draft;
  readonly refusals: readonly ShownRefusal[];
  readonly onChange: (draft: Draft) => void;
};

const choices = [
  { name: 'criticality', label: 'Criticality', words: criticalityWords },
  { name: 'lifecycleStage', label: 'Lifecycle stage', words: stageWords },
  { name: 'gxp', label: 'GxP relevance', words: relevanceWords },
  { name: 'sox', label: 'SOX relevance', words: relevanceWords },
] as const;

/** The facts of an application. What nobody knows stays unknown: it is not guessed. */
export function ApplicationFields({ draft, refusals, onChange }: ApplicationFieldsProps) {
  const error = (field: string) => refusalFor(refusals, `/${field}`);
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        maxLength={200}
        value={draft.name}
        error={error('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <UnitField label="Unit" required chosen={draft.unit} error={error('unit')} onChange={(unit) => set({ unit })} />
      <PersonField label="Owner" chosen={draft.owner} error={error('owner')} onChange={(owner) => set({ owner })} />
      <Group grow align="flex-start">
        {choices.slice(0, 2).map(({ name, label, words }) => (
          <Select
            key={name}
            label={label}
            data={choicesOf(words)}
            value={draft[name]}
            error={error(name)}
            allowDeselect={false}
            onChange={(value) => set({ [name]: value ?? 'unknown' })}
          />
        ))}
      </Group>
      <Group grow align="flex-start">
        {choices.slice(2).map(({ name, label, words }) => (
          <Select
            key={name}
            label={label}
            data={choicesOf(words)}
            value={draft[name]}
            error={error(name)}
            allowDeselect={false}
            onChange={(value) => set({ [name]: value ?? 'unknown' })}
          />
        ))}
      </Group>
      <TextInput
        label="Technology"
        maxLength={200}
        value={draft.technology}
        error={error('technology')}
        onChange={(event) => set({ technology: event.currentTarget.value })}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={10}
        value={draft.description}
        error={error('description')}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
    </>
  );
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The draft as the contract wants it; the contract's own shape reads it. */
export const sentOf = (draft: Draft) => ({
  name: draft.name.trim(),
  unit: draft.unit?.value ?? '',
  owner: draft.owner?.value ?? null,
  description: orNull(draft.description),
  technology: orNull(draft.technology),
  criticality: draft.criticality,
  gxp: draft.gxp,
  sox: draft.sox,
  lifecycleStage: draft.lifecycleStage,
});
