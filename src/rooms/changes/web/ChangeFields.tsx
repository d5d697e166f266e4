import { Fieldset, Group, Select, Textarea, TextInput } from '@mantine/core';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { PersonField, UnitField } from '../../identity/web/door.tsx';
import { changeModels } from '../contract.ts';
import type { Draft } from './draft.ts';
import { ApplicationRows, LinkRows, NeedRows } from './RowFields.tsx';
import { TemplateField } from './TemplateField.tsx';
import { modelWords, oneOf, optionsOf, questionWords } from './words.ts';

/** Which groups of fields can be written now; the server asks again. */
export type Groups = { readonly unit: boolean; readonly content: boolean; readonly answers: boolean; readonly plan: boolean };

type FieldsProps = {
  readonly draft: Draft;
  readonly groups: Groups;
  readonly refusals: readonly ShownRefusal[];
  readonly onChange: (draft: Draft) => void;
};
type GroupProps = Omit<FieldsProps, 'groups'>;

function Content({ draft, refusals, onChange }: GroupProps) {
  const error = (field: string) => refusalFor(refusals, `/${field}`);
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  return (
    <>
      <Textarea
        label="What is changed, and why"
        autosize
        minRows={3}
        maxRows={12}
        value={draft.description}
        error={error('description')}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <Fieldset legend="Applications">
        <ApplicationRows
          rows={draft.applications}
          onChange={(applications) => set({ applications })}
          errorAt={(index) => refusalFor(refusals, `/applications/${index}`)}
        />
      </Fieldset>
      <Textarea
        label="Back-out plan"
        description="How it is taken back, by whom, and until when that is possible."
        autosize
        minRows={2}
        maxRows={12}
        value={draft.backOutPlan}
        error={error('backOutPlan')}
        onChange={(event) => set({ backOutPlan: event.currentTarget.value })}
      />
      <Textarea
        label="Test plan"
        autosize
        minRows={2}
        maxRows={12}
        value={draft.testPlan}
        error={error('testPlan')}
        onChange={(event) => set({ testPlan: event.currentTarget.value })}
      />
    </>
  );
}

function Questions({ draft, onChange }: GroupProps) {
  const questions = ['complexity', 'reversal', 'testing', 'outage'] as const;
  return (
    <Fieldset legend="Questions of the risk">
      <div className="chg-pairs">
        {questions.map((question) => (
          <Select
            key={question}
            label={questionWords[question].label}
            data={optionsOf(questionWords[question].answers)}
            allowDeselect={false}
            value={draft.answers[question]}
            onChange={(answer) => onChange({ ...draft, answers: { ...draft.answers, [question]: answer ?? 'unknown' } })}
          />
        ))}
      </div>
    </Fieldset>
  );
}

function Plan({ draft, refusals, onChange }: GroupProps) {
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  return (
    <>
      <Fieldset legend="Planned time">
        <Group grow align="flex-start">
          <DateTimeField label="From" value={draft.start} zone={draft.zone} onChange={(start) => set({ start })} />
          <DateTimeField
            label="Until"
            value={draft.end}
            zone={draft.zone}
            error={refusalFor(refusals, '/planned/end')}
            onChange={(end) => set({ end })}
          />
        </Group>
      </Fieldset>
      <Fieldset legend="Comes after">
        <NeedRows
          rows={draft.needs}
          onChange={(needs) => set({ needs })}
          errorAt={(index) => refusalFor(refusals, `/dependencies/${index}`)}
        />
      </Fieldset>
    </>
  );
}

/** The fields of a change, as far as they can be written in its state. */
export function ChangeFields({ draft, groups, refusals, onChange }: FieldsProps) {
  const error = (field: string) => refusalFor(refusals, `/${field}`);
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  return (
    <>
      {groups.content ? (
        <TextInput
          label="Name"
          required
          data-autofocus
          maxLength={200}
          value={draft.name}
          error={error('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
      ) : (
        <p className="chg-quiet">What was submitted is fixed: take the change back to the draft to write it anew.</p>
      )}
      <Group grow align="flex-start">
        {groups.content ? (
          <Select
            label="Model"
            data={optionsOf(modelWords)}
            allowDeselect={false}
            value={draft.model}
            onChange={(model) => set({ model: oneOf(changeModels, model) ?? 'normal' })}
          />
        ) : null}
        <PersonField label="Owner" chosen={draft.owner} error={error('owner')} onChange={(owner) => set({ owner })} />
      </Group>
      {groups.content && draft.model === 'standard' ? (
        <TemplateField chosen={draft.template} error={error('template')} onChange={(template) => set({ template })} />
      ) : null}
      {groups.unit ? (
        <UnitField label="Unit" required chosen={draft.unit} error={error('unit')} onChange={(unit) => set({ unit })} />
      ) : null}
      {groups.content ? <Content draft={draft} refusals={refusals} onChange={onChange} /> : null}
      {groups.answers ? <Questions draft={draft} refusals={refusals} onChange={onChange} /> : null}
      {groups.plan ? <Plan draft={draft} refusals={refusals} onChange={onChange} /> : null}
      <Fieldset legend="Links">
        <LinkRows
          rows={draft.links}
          onChange={(links) => set({ links })}
          errorAt={(index) => refusalFor(refusals, `/links/${index}/url`)}
        />
      </Fieldset>
    </>
  );
}
