import { Fieldset, MultiSelect, Pill, Stack, Switch } from '@mantine/core';
import type { ChoiceOption } from '../../../../design/parts/ChoiceField.tsx';
import { UnitField } from '../../../identity/web/door.tsx';
import { ApplicationField } from '../../../portfolio/web/door.tsx';
import { criticalities, environmentClasses } from '../../contract.ts';
import { classWords, criticalityWords, optionsOf, scopeText } from '../words.ts';

export type ScopeDraft = {
  readonly units: readonly ChoiceOption[];
  readonly applications: readonly ChoiceOption[];
  readonly criticalities: readonly (typeof criticalities)[number][];
  readonly gxpOnly: boolean;
  readonly environmentClasses: readonly (typeof environmentClasses)[number][];
};
export const emptyScope: ScopeDraft = { units: [], applications: [], criticalities: [], gxpOnly: false, environmentClasses: [] };

type Named = { readonly id: string; readonly key: string; readonly name: string };
type Shown = {
  readonly units: readonly Named[];
  readonly applications: readonly Named[];
  readonly criticalities: ScopeDraft['criticalities'];
  readonly gxpOnly: boolean;
  readonly environmentClasses?: ScopeDraft['environmentClasses'];
};
const option = ({ id, key, name }: Named): ChoiceOption => ({ value: id, label: name, sub: key });
export const scopeDraft = (shown: Shown): ScopeDraft => ({
  units: shown.units.map(option),
  applications: shown.applications.map(option),
  criticalities: shown.criticalities,
  gxpOnly: shown.gxpOnly,
  environmentClasses: shown.environmentClasses ?? [],
});
export const scopeSent = (draft: ScopeDraft) => ({
  units: draft.units.map(({ value }) => value),
  applications: draft.applications.map(({ value }) => value),
  criticalities: [...draft.criticalities],
  gxpOnly: draft.gxpOnly,
});

/** A scope as people compare it. */
export const scopeDraftText = (draft: ScopeDraft): string => {
  const named = (list: readonly ChoiceOption[]) => list.map(({ label }) => ({ name: label }));
  return scopeText({ ...draft, units: named(draft.units), applications: named(draft.applications) });
};

type ScopeFieldsProps = {
  readonly draft: ScopeDraft;
  readonly withClasses?: boolean | undefined;
  readonly onChange: (draft: ScopeDraft) => void;
};

function Chosen({
  label,
  list,
  onRemove,
}: {
  readonly label: string;
  readonly list: readonly ChoiceOption[];
  readonly onRemove: (id: string) => void;
}) {
  if (list.length === 0) return null;
  return (
    <ul className="cal-pills" aria-label={label}>
      {list.map((one) => (
        <li key={one.value}>
          <Pill
            withRemoveButton
            onRemove={() => onRemove(one.value)}
            removeButtonProps={{ 'aria-label': `Take ${one.label} out`, tabIndex: 0 }}
          >
            {one.label}
          </Pill>
        </li>
      ))}
    </ul>
  );
}

const added = (list: readonly ChoiceOption[], one: ChoiceOption | null): readonly ChoiceOption[] =>
  one === null || list.some(({ value }) => value === one.value) ? list : [...list, one];
const without = (list: readonly ChoiceOption[], id: string): readonly ChoiceOption[] => list.filter(({ value }) => value !== id);

/** What it holds. Lists narrow together; without any it is the whole enterprise. */
export function ScopeFields({ draft, withClasses = false, onChange }: ScopeFieldsProps) {
  const set = (part: Partial<ScopeDraft>) => onChange({ ...draft, ...part });
  return (
    <Fieldset legend="What it holds: everything where nothing is chosen">
      <Stack gap="xs">
        <UnitField
          label="Add a unit, with all below it"
          chosen={null}
          onChange={(one) => set({ units: added(draft.units, one) })}
        />
        <Chosen label="Units" list={draft.units} onRemove={(id) => set({ units: without(draft.units, id) })} />
        <ApplicationField
          label="Add an application"
          chosen={null}
          onChange={(one) => set({ applications: added(draft.applications, one) })}
        />
        <Chosen
          label="Applications"
          list={draft.applications}
          onRemove={(id) => set({ applications: without(draft.applications, id) })}
        />
        <MultiSelect
          label="Criticality of the application"
          data={optionsOf(criticalityWords)}
          value={[...draft.criticalities]}
          onChange={(words) => set({ criticalities: criticalities.filter((word) => words.includes(word)) })}
        />
        {withClasses ? (
          <MultiSelect
            label="Environment classes"
            data={optionsOf(classWords)}
            value={[...draft.environmentClasses]}
            onChange={(words) => set({ environmentClasses: environmentClasses.filter((word) => words.includes(word)) })}
          />
        ) : null}
        <Switch label="GxP only" checked={draft.gxpOnly} onChange={(event) => set({ gxpOnly: event.currentTarget.checked })} />
      </Stack>
    </Fieldset>
  );
}
