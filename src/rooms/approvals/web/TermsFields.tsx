import { MultiSelect, NumberInput, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { listGroups } from '../../identity/contract.ts';
import { UnitField } from '../../identity/web/door.tsx';
import { vocabulary } from '../contract.ts';
import type { TermsDraft } from './terms-draft.ts';

type Words = ReplyOf<typeof vocabulary>;
export type TermsFieldsProps = {
  readonly draft: TermsDraft;
  readonly refusals: readonly ShownRefusal[];
  readonly onChange: (draft: TermsDraft) => void;
};
type Inner = TermsFieldsProps & { readonly words: Words };

/** The refusal of a list, or of one of its entries. */
const ofList = (refusals: readonly ShownRefusal[], name: string): string | undefined =>
  refusals.find((one) => one.field?.startsWith(`/terms/${name}`) === true)?.message;

const kindOf = (words: Words, before: string | null) => words.kinds.find((one) => before?.startsWith(`${one.kind}/`) === true);

function Who({ draft, refusals, onChange, words }: Inner) {
  const groups = useOperation(listGroups, { query: { limit: 200 } }, { enabled: draft.whoKind === 'group' });
  return (
    <div className="apv-who">
      <SegmentedControl
        aria-label="Who is asked"
        data={[
          { value: 'role', label: 'A role' },
          { value: 'group', label: 'A group' },
        ]}
        value={draft.whoKind}
        onChange={(chosen) => onChange({ ...draft, whoKind: chosen === 'group' ? 'group' : 'role' })}
      />
      {draft.whoKind === 'role' ? (
        <Select
          label="Role, held in the unit of the record"
          data={words.roles.map(({ role, says }) => ({ value: role, label: says }))}
          value={draft.role}
          searchable
          required
          error={refusalFor(refusals, '/terms/role') ?? refusalFor(refusals, '/terms/who')}
          onChange={(role) => onChange({ ...draft, role })}
        />
      ) : (
        <Select
          label="Group"
          data={(groups.data?.value.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.group}
          searchable
          required
          nothingFoundMessage="There is no such group"
          error={refusalFor(refusals, '/terms/group') ?? refusalFor(refusals, '/terms/who')}
          onChange={(group) => onChange({ ...draft, group })}
        />
      )}
      <NumberInput
        label="How many different people"
        min={1}
        max={9}
        allowDecimal={false}
        value={draft.seats}
        error={refusalFor(refusals, '/terms/seats')}
        onChange={(seats) => onChange({ ...draft, seats: typeof seats === 'number' ? seats : 1 })}
      />
    </div>
  );
}

function Further({ draft, refusals, onChange, words }: Inner) {
  const kind = kindOf(words, draft.before);
  const step = draft.before?.split('/')[1] ?? '';
  const facets = (kind?.dimensions ?? []).flatMap(({ name, values }) => (values ?? []).map((value) => `${name}:${value}`));
  const parts = (kind?.parts ?? []).filter(({ part }) => part !== `approved:${step}`);
  return (
    <>
      <TagsInput
        label="Only for records with"
        description="All of these; none: every record of the unit. What nobody knows counts as the graver."
        data={facets}
        value={[...draft.scope]}
        error={ofList(refusals, 'scope')}
        onChange={(scope) => onChange({ ...draft, scope })}
      />
      <MultiSelect
        label="Not by whoever"
        description="Holds both ways: who gave it is kept from these parts afterwards."
        data={parts.map(({ part, says }) => ({ value: part, label: says }))}
        value={[...draft.excludes]}
        searchable
        error={ofList(refusals, 'excludes')}
        onChange={(excludes) => onChange({ ...draft, excludes })}
      />
      <NumberInput
        label="Days for which a yes counts"
        description="Empty: as long as its content stays"
        min={1}
        max={3650}
        allowDecimal={false}
        value={draft.validityDays ?? ''}
        error={refusalFor(refusals, '/terms/validityDays')}
        onChange={(days) => onChange({ ...draft, validityDays: typeof days === 'number' ? days : null })}
      />
      <MultiSelect
        label="Taken back by a change of"
        description="Empty: what the step itself signs"
        data={[...(kind?.fields ?? [])]}
        value={[...draft.covers]}
        searchable
        error={ofList(refusals, 'covers')}
        onChange={(covers) => onChange({ ...draft, covers })}
      />
    </>
  );
}

/** What a requirement asks, as a form; what can be chosen is the server's word. */
export function TermsFields(props: TermsFieldsProps) {
  const { draft, refusals, onChange } = props;
  const asked = useOperation(vocabulary);
  const words = asked.data?.value;
  if (words === undefined) return null;
  const steps = words.kinds.flatMap(({ kind, steps: of }) =>
    of.map(({ step, says }) => ({ value: `${kind}/${step}`, label: `${says} (${kind})` })),
  );
  return (
    <>
      <TextInput
        label="Name"
        description="What it is for, as people will read it where they wait"
        required
        value={draft.name}
        error={refusalFor(refusals, '/terms/name')}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <Select
        label="Before the step"
        data={steps}
        value={draft.before}
        required
        error={refusalFor(refusals, '/terms/step')}
        onChange={(before) => onChange({ ...draft, before })}
      />
      <Who {...props} words={words} />
      <Select
        label="With the meaning"
        data={words.meanings.map(({ code, text }) => ({ value: code, label: text }))}
        value={draft.meaning}
        allowDeselect={false}
        error={refusalFor(refusals, '/terms/meaning')}
        onChange={(meaning) => onChange({ ...draft, meaning: meaning ?? 'approved' })}
      />
      <UnitField
        label="For records of this unit and below"
        required
        chosen={draft.unit}
        error={refusalFor(refusals, '/terms/unit')}
        onChange={(unit) => onChange({ ...draft, unit })}
      />
      <Further {...props} words={words} />
    </>
  );
}
