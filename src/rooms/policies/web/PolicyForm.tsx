import { MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { alike } from '../../../foundation/alike.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listRoles, listUnits } from '../../identity/contract.ts';
import { changePolicy, createPolicy, type PolicyView } from '../contract.ts';
import { policyKinds } from '../contract-words.ts';
import { kindWords } from './words.ts';

export type PolicyFormProps = { readonly opened: boolean; readonly policy: PolicyView | null; readonly onClose: () => void };

type Draft = {
  readonly title: string;
  readonly kind: (typeof policyKinds)[number];
  readonly unit: string;
  readonly acknowledgedBy: readonly string[];
  readonly text: string;
  readonly summary: string;
  readonly effectiveAt: string | null;
  readonly trainedRoles: readonly string[];
  readonly trainingMonths: number | null;
};

/** What is written now: the draft; where none is worked on, a next version that begins with the text of the last. */
function draftOf(policy: PolicyView | null): Draft {
  const newest = policy?.versions[0];
  const isDraft = newest?.state === 'draft';
  return {
    title: policy?.title ?? '',
    kind: policy?.kind ?? 'entry',
    unit: policy?.unit.key ?? '',
    acknowledgedBy: policy?.acknowledgedBy ?? [],
    text: newest?.text ?? '',
    summary: isDraft ? newest.summary : '',
    effectiveAt: isDraft ? newest.effectiveAt : null,
    trainedRoles: newest?.trainedRoles ?? [],
    trainingMonths: newest?.trainingMonths ?? null,
  };
}

const wordsOf = ({ text, summary, effectiveAt, trainedRoles, trainingMonths }: Draft) => ({
  text,
  summary,
  effectiveAt,
  trainedRoles: [...trainedRoles],
  trainingMonths,
});

const Dialog = ({ policy, onClose }: Omit<PolicyFormProps, 'opened'>) => {
  const navigate = useAppNavigate();
  const first = draftOf(policy);
  const [draft, setDraft] = useState<Draft>(first);
  const units = useOperation(listUnits).data?.value.items ?? [];
  const roles = useOperation(listRoles).data?.value.roles ?? [];
  const creating = useAsk(createPolicy, (made) => {
    onClose();
    navigate(`/policies/${made.key}`);
  });
  const changing = useAsk(changePolicy, onClose);
  const ask = policy === null ? creating : changing;
  const locked = policy !== null && policy.open !== null && policy.open.state !== 'draft';
  const send = () => {
    const { title, kind, unit, acknowledgedBy } = draft;
    const meta = { title, acknowledgedBy: [...acknowledgedBy] };
    const words = wordsOf(draft);
    if (policy === null) void creating.send({ body: { kind, unit, ...meta, ...words } });
    else {
      // Words that nobody touched begin no next version.
      const untouched = locked || alike(words, wordsOf(first));
      void changing.send({ params: { id: policy.id }, version: policy.version, body: untouched ? meta : { ...meta, ...words } });
    }
  };
  const set = (more: Partial<Draft>) => setDraft({ ...draft, ...more });
  return (
    <FormDialog
      opened
      size="xl"
      title={policy === null ? 'Write a policy' : `Change ${policy.key}`}
      confirm={policy === null ? 'Write' : 'Save'}
      busy={ask.busy}
      refusals={ask.refusals}
      ready={draft.title.trim() !== '' && draft.unit !== ''}
      onSend={send}
      onClose={onClose}
    >
      <TextInput
        label="Title"
        required
        value={draft.title}
        error={refusalFor(ask.refusals, '/title')}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      {policy === null ? (
        <>
          <Select
            label="Kind"
            data={policyKinds.map((kind) => ({ value: kind, label: kindWords[kind] }))}
            value={draft.kind}
            allowDeselect={false}
            onChange={(value) => {
              const kind = policyKinds.find((one) => one === value);
              if (kind !== undefined) set({ kind });
            }}
          />
          <Select
            label="Holds in"
            description="In this unit and in all below."
            required
            searchable
            data={units.map((unit) => ({ value: unit.key, label: unit.name }))}
            value={draft.unit === '' ? null : draft.unit}
            error={refusalFor(ask.refusals, '/unit')}
            onChange={(value) => set({ unit: value ?? '' })}
          />
        </>
      ) : null}
      <MultiSelect
        label="Acknowledged by"
        description="Who holds one of these roles says of each version that they have read it."
        searchable
        data={roles.map((role) => ({ value: role.role, label: role.says }))}
        value={[...draft.acknowledgedBy]}
        error={refusalFor(ask.refusals, '/acknowledgedBy')}
        onChange={(acknowledgedBy) => set({ acknowledgedBy })}
      />
      {locked ? (
        <p className="pol-quiet">The next version is being decided on: its text does not change now.</p>
      ) : (
        <>
          <Textarea
            label="Text"
            autosize
            minRows={8}
            maxRows={20}
            value={draft.text}
            error={refusalFor(ask.refusals, '/text')}
            onChange={(event) => set({ text: event.currentTarget.value })}
          />
          <Textarea
            label="What is new in it"
            autosize
            minRows={2}
            value={draft.summary}
            error={refusalFor(ask.refusals, '/summary')}
            onChange={(event) => set({ summary: event.currentTarget.value })}
          />
          <DateTimeField
            label="Holds from"
            hint="Left out: from its approval"
            value={draft.effectiveAt}
            error={refusalFor(ask.refusals, '/effectiveAt')}
            onChange={(effectiveAt) => set({ effectiveAt })}
          />
          <MultiSelect
            label="Asks for a training of"
            description="Who holds one of these roles signs where it holds only while they are trained in this version."
            searchable
            data={roles.map((role) => ({ value: role.role, label: role.says }))}
            value={[...draft.trainedRoles]}
            error={refusalFor(ask.refusals, '/trainedRoles')}
            onChange={(trainedRoles) => set({ trainedRoles })}
          />
          {draft.trainedRoles.length === 0 ? null : (
            <NumberInput
              label="A training counts for so many months"
              description="Left out: as long as the version is in force"
              min={1}
              max={120}
              allowDecimal={false}
              hideControls
              value={draft.trainingMonths ?? ''}
              error={refusalFor(ask.refusals, '/trainingMonths')}
              onChange={(value) => set({ trainingMonths: typeof value === 'number' ? value : null })}
            />
          )}
        </>
      )}
    </FormDialog>
  );
};

/** Writes a new policy, or the draft of one. Each opening begins with what is there. */
export const PolicyForm = ({ opened, ...props }: PolicyFormProps) => (opened ? <Dialog {...props} /> : null);
