import { Group, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { refusalFor, type ShownRefusal } from '../../../../design/refusal/refusal.ts';
import { applicationResults, type ReleaseVerb } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { oneOf, optionsOf, resultWords } from '../words.ts';
import { type ActDraft, asksDeviation, asksResults, lacksResults } from './act-draft.ts';

export type ActFieldsProps = {
  readonly verb: ReleaseVerb;
  readonly release: Release;
  readonly draft: ActDraft;
  readonly onChange: (draft: ActDraft) => void;
  readonly refusals: readonly ShownRefusal[];
};

function ResultFields({ release, draft, onChange, refusals }: ActFieldsProps) {
  const change = (id: string, patch: Partial<ActDraft['results'][string]>) => {
    const before = draft.results[id] ?? { result: 'pending' as const, note: '' };
    onChange({ ...draft, results: { ...draft.results, [id]: { ...before, ...patch } } });
  };
  const wrong = refusalFor(refusals, '/results');
  return (
    <Stack gap="xs">
      {release.applications.map(({ application }) => (
        <Group key={application.id} grow align="flex-start" gap="xs">
          <Select
            label={application.name}
            data={optionsOf(resultWords)}
            allowDeselect={false}
            value={draft.results[application.id]?.result ?? 'pending'}
            error={wrong !== undefined && draft.results[application.id]?.result === 'pending'}
            onChange={(result) => change(application.id, { result: oneOf(applicationResults, result) ?? 'pending' })}
          />
          <TextInput
            label="Note"
            aria-label={`Note on ${application.name}`}
            value={draft.results[application.id]?.note ?? ''}
            onChange={(event) => change(application.id, { note: event.currentTarget.value })}
          />
        </Group>
      ))}
      {release.applications.length === 0 ? <p className="il-missing">No application is part of it.</p> : null}
    </Stack>
  );
}

function DeviationFields({ draft, onChange }: ActFieldsProps) {
  const change = (patch: Partial<ActDraft['deviation']>) => onChange({ ...draft, deviation: { ...draft.deviation, ...patch } });
  return (
    <Stack gap="xs">
      <p className="il-warning">Not every application was completed: say what deviates and what follows from it.</p>
      <Textarea
        label="What deviates"
        required
        autosize
        minRows={2}
        value={draft.deviation.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Textarea
        label="What follows from it"
        required
        autosize
        minRows={2}
        value={draft.deviation.disposition}
        onChange={(event) => change({ disposition: event.currentTarget.value })}
      />
    </Stack>
  );
}

function ValidationField({ draft, onChange, refusals }: ActFieldsProps) {
  return (
    <Radio.Group
      label="Result of the business quick validation"
      required
      value={draft.validation}
      error={refusalFor(refusals, '/validation')}
      onChange={(value) => onChange({ ...draft, validation: value === 'positive' ? 'positive' : 'negative' })}
    >
      <Group mt={6}>
        <Radio value="positive" label="Positive" />
        <Radio value="negative" label="Negative" />
      </Group>
    </Radio.Group>
  );
}

/** Whether a step asks anything beside its reason. */
export const asksMore = (verb: ReleaseVerb): boolean => asksResults(verb) || verb === 'validate';

/** What a step asks beside reason and signature. */
export function ActFields(props: ActFieldsProps) {
  const { verb, release, draft } = props;
  return (
    <>
      {asksResults(verb) ? <ResultFields {...props} /> : null}
      {lacksResults(verb, release, draft) ? <p className="rel-dim">Choose what became of each application.</p> : null}
      {asksDeviation(verb, release, draft) ? <DeviationFields {...props} /> : null}
      {verb === 'validate' ? <ValidationField {...props} /> : null}
    </>
  );
}
