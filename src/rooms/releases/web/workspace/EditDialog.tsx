import { Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ChoiceOption } from '../../../../design/parts/ChoiceField.tsx';
import { DateTimeField } from '../../../../design/parts/DateTimeField.tsx';
import { refusalFor, type ShownRefusal } from '../../../../design/refusal/refusal.ts';
import { formatInstant } from '../../../../design/time/format-instant.ts';
import { PersonField } from '../../../identity/web/door.tsx';
import { releaseClasses } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { classWords, oneOf, optionsOf } from '../words.ts';
import { ChangeForm } from './ChangeForm.tsx';
import { ParentField } from './ParentField.tsx';
import type { Edited } from './stale-rows.ts';

type Draft = {
  readonly name: string;
  readonly summary: string;
  readonly class: Release['class'];
  readonly owner: ChoiceOption | null;
  readonly parent: ChoiceOption | null;
  readonly backOutMinutes: number | null;
  readonly warrantyEnd: string | null;
};

const draftOf = (release: Release): Draft => ({
  name: release.name,
  summary: release.summary,
  class: release.class,
  owner: release.owner === null ? null : { value: release.owner.id, label: release.owner.name },
  parent: release.parent === null ? null : { value: release.parent.id, label: release.parent.name, sub: release.parent.key },
  backOutMinutes: release.backOutMinutes,
  warrantyEnd: release.warrantyEnd,
});

/** Only what differs from the record as it was when editing began. */
export function editedIn(release: Release, draft: Draft): Edited {
  const before = draftOf(release);
  const zone = release.goLive?.zone ?? 'UTC';
  const time = (iso: string | null): string => (iso === null ? '' : formatInstant(Date.parse(iso), zone));
  const parts: readonly (Edited | false)[] = [
    draft.name.trim() !== before.name && { body: { name: draft.name.trim() }, mine: { name: draft.name.trim() } },
    draft.summary.trim() !== before.summary && {
      body: { summary: draft.summary.trim() },
      mine: { summary: draft.summary.trim() },
    },
    draft.class !== before.class && { body: { class: draft.class }, mine: { class: classWords[draft.class] } },
    draft.owner?.value !== before.owner?.value && {
      body: { owner: draft.owner?.value ?? null },
      mine: { owner: draft.owner?.label ?? '' },
    },
    draft.parent?.value !== before.parent?.value && {
      body: { parent: draft.parent?.value ?? null },
      mine: { parent: draft.parent?.label ?? '' },
    },
    draft.backOutMinutes !== before.backOutMinutes && {
      body: { backOutMinutes: draft.backOutMinutes },
      mine: { backOutMinutes: draft.backOutMinutes === null ? '' : String(draft.backOutMinutes) },
    },
    draft.warrantyEnd !== before.warrantyEnd && {
      body: { warrantyEnd: draft.warrantyEnd },
      mine: { warrantyEnd: time(draft.warrantyEnd) },
    },
  ];
  return parts.reduce<Edited>(
    (all, part) => (part === false ? all : { body: { ...all.body, ...part.body }, mine: { ...all.mine, ...part.mine } }),
    { body: {}, mine: {} },
  );
}

type FieldsProps = {
  readonly release: Release;
  readonly draft: Draft;
  readonly refusals: readonly ShownRefusal[];
  readonly change: (patch: Partial<Draft>) => void;
};

function Fields({ release, draft, refusals, change }: FieldsProps) {
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        value={draft.name}
        error={refusalFor(refusals, '/name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Textarea
        label="Summary"
        autosize
        minRows={2}
        maxRows={10}
        value={draft.summary}
        error={refusalFor(refusals, '/summary')}
        onChange={(event) => change({ summary: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <PersonField
          label="Accountable owner"
          chosen={draft.owner}
          error={refusalFor(refusals, '/owner')}
          onChange={(owner) => change({ owner })}
        />
        <Select
          label="Class"
          data={optionsOf(classWords)}
          allowDeselect={false}
          value={draft.class}
          error={refusalFor(refusals, '/class')}
          onChange={(value) => change({ class: oneOf(releaseClasses, value) ?? draft.class })}
        />
      </Group>
      <Group grow align="flex-start">
        <ParentField chosen={draft.parent} error={refusalFor(refusals, '/parent')} onChange={(parent) => change({ parent })} />
        <NumberInput
          label="Minutes to back out"
          min={0}
          max={20_160}
          hideControls
          value={draft.backOutMinutes ?? ''}
          error={refusalFor(refusals, '/backOutMinutes')}
          onChange={(value) => change({ backOutMinutes: typeof value === 'number' ? value : null })}
        />
      </Group>
      <DateTimeField
        label="Warranty ends"
        zone={release.goLive?.zone}
        value={draft.warrantyEnd}
        error={refusalFor(refusals, '/warrantyEnd')}
        onChange={(warrantyEnd) => change({ warrantyEnd })}
      />
    </>
  );
}

type Props = { readonly release: Release; readonly version: number; readonly onClose: () => void };

function Edit({ release: shown, version, onClose }: Props) {
  const [release] = useState(shown);
  const [draft, setDraft] = useState(() => draftOf(release));
  return (
    <ChangeForm
      title={`Edit ${release.key}`}
      release={release}
      version={version}
      edited={editedIn(release, draft)}
      problem={draft.name.trim() === '' ? 'A release has a name.' : undefined}
      onClose={onClose}
    >
      {(refusals) => (
        <Fields
          release={release}
          draft={draft}
          refusals={refusals}
          change={(patch) => setDraft((before) => ({ ...before, ...patch }))}
        />
      )}
    </ChangeForm>
  );
}

export const EditDialog = ({ opened, ...props }: Props & { readonly opened: boolean }) => (opened ? <Edit {...props} /> : null);
