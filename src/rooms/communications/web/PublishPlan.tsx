import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { UnitField } from '../../identity/web/door.tsx';
import { type PublishedPlan, publishPlan, publishVersion } from '../contract.ts';

type Said = { readonly months: number; readonly note: string };
type FieldsProps = { readonly said: Said; readonly onChange: (said: Said) => void; readonly refusals: readonly ShownRefusal[] };

const bodyOf = ({ months, note }: Said) => ({ months, ...(note.trim() === '' ? {} : { note: note.trim() }) });

/** What a version covers and what readers should know of it. */
const VersionFields = ({ said, onChange, refusals }: FieldsProps) => (
  <>
    <NumberInput
      label="Months"
      description="From today on."
      required
      min={1}
      max={24}
      clampBehavior="strict"
      allowDecimal={false}
      value={said.months}
      error={refusalFor(refusals, '/months')}
      onChange={(months) => onChange({ ...said, months: typeof months === 'number' ? months : 12 })}
    />
    <Textarea
      label="Note"
      description="Stands above this version."
      autosize
      minRows={2}
      value={said.note}
      error={refusalFor(refusals, '/note')}
      onChange={(event) => onChange({ ...said, note: event.currentTarget.value })}
    />
  </>
);

/** Publishes the plan of a unit for the first time. */
export function PublishPlan() {
  const navigate = useAppNavigate();
  const [opened, setOpened] = useState(false);
  const [unit, setUnit] = useState<ChoiceOption | null>(null);
  const [title, setTitle] = useState('');
  const [said, setSaid] = useState<Said>({ months: 12, note: '' });
  const ask = useAsk(publishPlan, (plan) => navigate(`/published-plans/${plan.key}`));
  const open = () => {
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton variant="filled" can={true} onClick={open}>
        Publish a plan
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Publish the plan of a unit"
        confirm="Publish"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={unit !== null && title.trim() !== ''}
        onSend={() => void ask.send({ body: { unit: unit?.value ?? '', title: title.trim(), ...bodyOf(said) } })}
        onClose={() => setOpened(false)}
      >
        <p>Its windows, freezes and releases are kept as they stand now. Nobody outside sees them until you open a link.</p>
        <UnitField
          label="Unit"
          required
          chosen={unit}
          onChange={setUnit}
          hint="With all units below it."
          error={refusalFor(ask.refusals, '/unit')}
        />
        <TextInput
          label="Title"
          required
          placeholder="Releases of Digital, next twelve months"
          value={title}
          error={refusalFor(ask.refusals, '/title')}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <VersionFields said={said} onChange={setSaid} refusals={ask.refusals} />
      </FormDialog>
    </>
  );
}

/** Publishes the next version: what the plan says now. */
export function PublishVersion({ plan }: { readonly plan: PublishedPlan }) {
  const [opened, setOpened] = useState(false);
  const [said, setSaid] = useState<Said>({ months: plan.months, note: '' });
  const ask = useAsk(publishVersion, () => setOpened(false));
  const open = () => {
    ask.reset();
    setSaid({ months: plan.months, note: '' });
    setOpened(true);
  };
  return (
    <>
      <BlockedButton variant="filled" can={plan.can.publish} onClick={open}>
        Publish version {plan.newest + 1}
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Publish version ${plan.newest + 1} of ${plan.key}`}
        confirm="Publish"
        busy={ask.busy}
        refusals={ask.refusals}
        onSend={() => void ask.send({ params: { id: plan.id }, version: plan.version, body: bodyOf(said) })}
        onClose={() => setOpened(false)}
      >
        <p>{plan.link === 'open' ? 'Whoever has the link sees it at once.' : 'It is kept beside the earlier versions.'}</p>
        <VersionFields said={said} onChange={setSaid} refusals={ask.refusals} />
      </FormDialog>
    </>
  );
}
