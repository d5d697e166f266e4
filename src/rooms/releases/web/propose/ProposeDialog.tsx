import { Button, Fieldset, Group, Modal, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useZone } from '../../../../design/DesignRoot.tsx';
import { useAppNavigate } from '../../../../design/navigation.tsx';
import { DateTimeField } from '../../../../design/parts/DateTimeField.tsx';
import { counted } from '../../../../design/parts/in-sentence.ts';
import { RefusalPanel } from '../../../../design/refusal/RefusalPanel.tsx';
import { refusalFor } from '../../../../design/refusal/refusal.ts';
import { toast } from '../../../../design/shell/toast.ts';
import { useAsk } from '../../../../foundation/web/use-ask.ts';
import { PersonField, UnitField } from '../../../identity/web/door.tsx';
import { proposeRelease, releaseClasses, releaseKinds } from '../../contract.ts';
import { classWords, kindWords, oneOf, optionsOf } from '../words.ts';
import { ApplicationRows } from './ApplicationRows.tsx';
import { bodyOf, emptyDraft, errorsIn, type ProposeDraft } from './draft.ts';
import { WhatIsAsked } from './WhatIsAsked.tsx';
import { ZoneField } from './ZoneField.tsx';

type FieldsProps = {
  readonly draft: ProposeDraft;
  readonly change: (patch: Partial<ProposeDraft>) => void;
  readonly errorAt: (...pointers: readonly string[]) => string | undefined;
};

function What({ draft, change, errorAt }: FieldsProps) {
  return (
    <>
      <TextInput
        label="Name"
        description="As people will speak of it: “LIMS 2027.1”"
        required
        data-autofocus
        value={draft.name}
        error={errorAt('/name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Select
          label="Kind"
          data={optionsOf(kindWords)}
          allowDeselect={false}
          value={draft.kind}
          error={errorAt('/kind')}
          onChange={(kind) => change({ kind: oneOf(releaseKinds, kind) ?? draft.kind })}
        />
        <Select
          label="Class"
          data={optionsOf(classWords)}
          allowDeselect={false}
          value={draft.class}
          error={errorAt('/class')}
          onChange={(chosen) => change({ class: oneOf(releaseClasses, chosen) ?? draft.class })}
        />
      </Group>
      <Group grow align="flex-start">
        <UnitField label="Unit" required chosen={draft.unit} error={errorAt('/unit')} onChange={(unit) => change({ unit })} />
        <PersonField
          label="Accountable owner"
          chosen={draft.owner}
          error={errorAt('/owner')}
          onChange={(owner) => change({ owner })}
        />
      </Group>
      <Textarea
        label="Summary"
        description="What it brings, and for whom"
        autosize
        minRows={2}
        maxRows={8}
        value={draft.summary}
        error={errorAt('/summary')}
        onChange={(event) => change({ summary: event.currentTarget.value })}
      />
    </>
  );
}

function When({ draft, change, errorAt }: FieldsProps) {
  return (
    <Fieldset legend="Go-live (may come later)">
      <Stack gap="sm">
        <Group grow align="flex-start">
          <DateTimeField
            label="Starts"
            zone={draft.zone}
            value={draft.start}
            error={errorAt('/goLive/start', '/goLive')}
            onChange={(start) => change({ start })}
          />
          <DateTimeField
            label="Ends"
            zone={draft.zone}
            value={draft.end}
            error={errorAt('/goLive/end')}
            onChange={(end) => change({ end })}
          />
        </Group>
        <Group grow align="flex-start">
          <ZoneField value={draft.zone} error={errorAt('/goLive/zone')} onChange={(zone) => change({ zone })} />
          <NumberInput
            label="Minutes to back out"
            description="Counted after the end; unknown when empty"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={0}
            max={20_160}
            hideControls
            value={draft.backOutMinutes ?? ''}
            error={errorAt('/backOutMinutes')}
            onChange={(value) => change({ backOutMinutes: typeof value === 'number' ? value : null })}
          />
        </Group>
      </Stack>
    </Fieldset>
  );
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const [draft, setDraft] = useState(emptyDraft(useZone()));
  const [tried, setTried] = useState(false);
  const navigate = useAppNavigate();
  const ask = useAsk(proposeRelease, (made) => {
    toast(`${made.key} is proposed.`);
    navigate(`/releases/${made.key}`);
  });
  const own = errorsIn(draft);
  const errorAt = (...pointers: readonly string[]) =>
    pointers
      .map((pointer) => (tried ? own[pointer] : undefined) ?? refusalFor(ask.refusals, pointer))
      .find((text) => text !== undefined);
  const change = (patch: Partial<ProposeDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(own).length === 0) void ask.send({ body: bodyOf(draft) });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <RefusalPanel refusals={ask.refusals} title="The release was not proposed" />
        <What draft={draft} change={change} errorAt={errorAt} />
        <When draft={draft} change={change} errorAt={errorAt} />
        <Fieldset legend="Applications (may come later)">
          <ApplicationRows
            rows={draft.applications}
            onChange={(applications) => change({ applications })}
            errorAt={(index) => errorAt(`/applications/${index}`)}
          />
        </Fieldset>
        <WhatIsAsked draft={draft} />
        <Group justify="flex-end" gap="sm">
          {tried && Object.keys(own).length > 0 ? (
            <p className="rel-dim" role="alert">
              {counted(Object.keys(own).length, 'field needs you', 'fields need you')}.
            </p>
          ) : null}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={ask.busy}>
            Propose
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export type ProposeDialogProps = { readonly opened: boolean; readonly onClose: () => void };

export const ProposeDialog = ({ opened, onClose }: ProposeDialogProps) => (
  <Modal opened={opened} onClose={onClose} size="lg" title="Propose a release" closeButtonProps={{ 'aria-label': 'Close' }}>
    {opened ? <Form onClose={onClose} /> : null}
  </Modal>
);
