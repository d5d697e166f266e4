import { Fieldset, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { ApplicationField } from '../../portfolio/web/door.tsx';
import { type ChangeModel, type DemandedFrom, demandedFrom, type ModelView, type RiskBand, riskBands } from '../contract.ts';
import { Rows } from './RowFields.tsx';
import { bandWords, demandWords, oneOf, optionsOf } from './words.ts';

export type ModelDraft = {
  readonly name: string;
  readonly description: string;
  readonly backOut: DemandedFrom;
  readonly test: DemandedFrom;
  readonly components: number | null;
  readonly minutes: number | null;
  readonly band: RiskBand | null;
  readonly applications: readonly { readonly chosen: ChoiceOption | null }[];
  readonly gxp: boolean;
  readonly instructions: string;
};

/** The version that is proposed begins with what is in force; a new template begins with the strictest limits. */
export const modelDraftOf = (model: ModelView | null): ModelDraft => ({
  name: model?.name ?? '',
  description: model?.description ?? '',
  backOut: model?.plans.backOut ?? 'medium',
  test: model?.plans.test ?? 'high',
  components: model === null ? 1 : model.limits.components,
  minutes: model?.limits.minutes ?? null,
  band: model === null ? 'low' : model.limits.band,
  applications:
    model === null
      ? [{ chosen: null }]
      : model.applications.map(({ id, key, name }) => ({ chosen: { value: id, label: name, sub: key } })),
  gxp: model?.gxp ?? false,
  instructions: model?.instructions ?? '',
});

export const modelSentOf = (draft: ModelDraft) => ({
  name: draft.name.trim(),
  description: draft.description.trim(),
  plans: { backOut: draft.backOut, test: draft.test },
  limits: { components: draft.components, minutes: draft.minutes, band: draft.band },
  applications: draft.applications.flatMap(({ chosen }) => (chosen === null ? [] : [chosen.value])),
  gxp: draft.gxp,
  instructions: draft.instructions.trim(),
});

type FieldsProps = {
  readonly kind: ChangeModel;
  readonly draft: ModelDraft;
  readonly refusals: readonly ShownRefusal[];
  readonly onChange: (draft: ModelDraft) => void;
};
type Part = Omit<FieldsProps, 'kind'> & { readonly set: (part: Partial<ModelDraft>) => void };

function Template({ draft, refusals, set }: Part) {
  return (
    <>
      <Fieldset legend="Applications">
        <Rows
          rows={draft.applications}
          onChange={(applications) => set({ applications })}
          what="application"
          add="Add an application"
          blank={{ chosen: null }}
          fields={(row, change, index) => (
            <ApplicationField
              label={`Application ${index + 1}`}
              chosen={row.chosen}
              error={refusalFor(refusals, `/applications/${index}`)}
              onChange={(chosen) => change({ chosen })}
            />
          )}
        />
        {refusalFor(refusals, '/applications') === undefined ? null : (
          <p className="il-warning">{refusalFor(refusals, '/applications')}</p>
        )}
      </Fieldset>
      <Textarea
        label="Instructions"
        description="How such a change is done, checked and taken back. Whoever implements it reads them on the change."
        required
        autosize
        minRows={4}
        maxRows={16}
        value={draft.instructions}
        error={refusalFor(refusals, '/instructions')}
        onChange={(event) => set({ instructions: event.currentTarget.value })}
      />
      <Switch
        label="For GxP applications too"
        description="Quality then approves the template, and agrees before a change of it is closed."
        checked={draft.gxp}
        onChange={(event) => set({ gxp: event.currentTarget.checked })}
      />
    </>
  );
}

function Plans({ draft, set }: Part) {
  const from = (text: string | null): DemandedFrom => oneOf(demandedFrom, text) ?? 'low';
  return (
    <Fieldset legend="Plans">
      <div className="chg-pairs">
        <Select
          label="Back-out plan"
          data={optionsOf(demandWords)}
          allowDeselect={false}
          value={draft.backOut}
          onChange={(value) => set({ backOut: from(value) })}
        />
        <Select
          label="Test plan"
          data={optionsOf(demandWords)}
          allowDeselect={false}
          value={draft.test}
          onChange={(value) => set({ test: from(value) })}
        />
      </div>
    </Fieldset>
  );
}

const whole = (value: number | string): number | null => (typeof value === 'number' ? value : null);

function Limits({ draft, refusals, set }: Part) {
  return (
    <Fieldset legend="Limits">
      <p className="chg-quiet">Left empty: no limit.</p>
      <div className="chg-pairs">
        <NumberInput
          label="Applications that it changes, at most"
          min={1}
          max={200}
          allowDecimal={false}
          hideControls
          value={draft.components ?? ''}
          error={refusalFor(refusals, '/limits/components')}
          onChange={(value) => set({ components: whole(value) })}
        />
        <NumberInput
          label="Planned minutes, at most"
          min={1}
          max={525_600}
          allowDecimal={false}
          hideControls
          value={draft.minutes ?? ''}
          error={refusalFor(refusals, '/limits/minutes')}
          onChange={(value) => set({ minutes: whole(value) })}
        />
        <Select
          label="Risk, at most"
          placeholder="Any"
          clearable
          data={optionsOf(bandWords)}
          value={draft.band}
          onChange={(band) => set({ band: oneOf(riskBands, band) ?? null })}
        />
      </div>
    </Fieldset>
  );
}

/** What a version of a model says. A template of standard changes says more; it demands no plans, its instructions are them. */
export function ModelFields({ kind, draft, refusals, onChange }: FieldsProps) {
  const set = (part: Partial<ModelDraft>) => onChange({ ...draft, ...part });
  const part = { draft, refusals, onChange, set };
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        maxLength={200}
        value={draft.name}
        error={refusalFor(refusals, '/name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Textarea
        label="What it is for"
        autosize
        minRows={2}
        value={draft.description}
        error={refusalFor(refusals, '/description')}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      {kind === 'standard' ? <Template {...part} /> : null}
      {kind === 'standard' || kind === 'non-production' ? null : <Plans {...part} />}
      <Limits {...part} />
    </>
  );
}
