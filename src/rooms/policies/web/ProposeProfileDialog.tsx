import { NumberInput, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { Refusals } from '../../../design/refusal/Refusals.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type ProfileValueView, type ProfileView, previewProfileChange, proposeProfileChange } from '../contract.ts';
import { directionWords, sayRoom, wayWords } from './words.ts';

type Draft = Readonly<Record<string, number | string>>;

/** What the change would do, asked of the server as it is filled in. */
function Preview({ draft }: { readonly draft: Draft }) {
  const values = Object.entries(draft)
    .map(([key, value]) => `${key}:${value}`)
    .join(',');
  const asked = useOperation(previewProfileChange, { query: { values } }, { enabled: values !== '', keepPrevious: true });
  const preview = asked.data?.value;
  if (values === '' || preview === undefined) return null;
  return (
    <div className="pol-preview" aria-live="polite">
      <p>
        <b>{wayWords[preview.way]}</b>
      </p>
      <ul>
        {preview.steps.map((step) => (
          <li key={step.key}>
            {step.says}: {step.fromSays} → {step.toSays} ({directionWords[step.direction].text.toLowerCase()})
          </li>
        ))}
      </ul>
      {preview.shutOut.map((one) => (
        <p key={one.key}>
          {one.people.length === 1 ? 'One person' : `${one.people.length} people`} could no longer {one.from}:{' '}
          {one.people.join(', ')}.
        </p>
      ))}
      {preview.refusals.length === 0 ? null : <Refusals refusals={preview.refusals} />}
    </div>
  );
}

type FieldProps = {
  readonly value: ProfileValueView;
  readonly given: number | string;
  readonly refusals: readonly ShownRefusal[];
  readonly onChange: (given: number | string) => void;
};

function Field({ value, given, refusals, onChange }: FieldProps) {
  const error = refusalFor(refusals, `/values/${value.key}`);
  if (value.type === 'choice') {
    const strict = value.choices.find((one) => one.value === value.strict)?.says;
    return (
      <Select
        label={value.says}
        description={`Strict is: ${strict}`}
        data={value.choices.map((one) => ({ value: one.value, label: one.says }))}
        value={String(given)}
        allowDeselect={false}
        error={error}
        onChange={(chosen) => {
          if (chosen !== null) onChange(chosen);
        }}
      />
    );
  }
  return (
    <NumberInput
      label={value.says}
      description={`${value.least} to ${value.most} ${value.unit}; strict is ${value.strict}, ${value.stricter} is stricter`}
      value={Number(given)}
      min={value.least ?? 0}
      max={value.most ?? 0}
      clampBehavior="none"
      allowDecimal={false}
      hideControls
      error={error}
      onChange={(next) => {
        if (typeof next === 'number') onChange(next);
      }}
    />
  );
}

/** Other values for the profile: what they would do is said before they are sent. */
export function ProposeProfileDialog({ profile }: { readonly profile: ProfileView }) {
  const [opened, setOpened] = useState(false);
  const [room, setRoom] = useState<string | null>(null);
  const [draft, setDraft] = useState<Draft>({});
  const [reason, setReason] = useState('');
  const ask = useAsk(proposeProfileChange, (change) => {
    setOpened(false);
    if (change !== null)
      toast(change.state === 'adopted' ? 'The profile is tighter now.' : `${change.key} waits for a second person.`);
  });
  const rooms = [...new Set(profile.values.map((value) => value.room))];
  const changed = Object.fromEntries(
    Object.entries(draft).filter(([key, given]) => profile.values.find((value) => value.key === key)?.value !== given),
  );
  const open = () => {
    setDraft({});
    setReason('');
    setRoom(rooms[0] ?? null);
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton can={profile.can.propose} onClick={open}>
        Change values
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Change the compliance profile"
        confirm="Send"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={Object.keys(changed).length > 0 && reason.trim() !== ''}
        onSend={() => void ask.send({ version: profile.version, body: { values: changed, reason: reason.trim() } })}
        onClose={() => setOpened(false)}
      >
        <Select
          label="Values of"
          data={rooms.map((one) => ({ value: one, label: sayRoom(one) }))}
          value={room}
          allowDeselect={false}
          onChange={setRoom}
        />
        {profile.values
          .filter((value) => value.room === room)
          .map((value) => (
            <Field
              key={value.key}
              value={value}
              given={draft[value.key] ?? value.value}
              refusals={ask.refusals}
              onChange={(given) => setDraft({ ...draft, [value.key]: given })}
            />
          ))}
        <Preview draft={changed} />
        <Textarea
          label="Reason"
          required
          autosize
          minRows={2}
          value={reason}
          error={refusalFor(ask.refusals, '/reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
