import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { endRetentionHold, holdRecord, type listRetentionHolds, showRegister } from '../contract.ts';

type Hold = ReplyOf<typeof listRetentionHolds>['items'][number];

const legal = 'legal';

/** The classes, and the legal hold, which starts no clock. */
function Classes({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const classes = useOperation(showRegister).data?.value.classes ?? [];
  return (
    <Select
      label="Kind of hold"
      allowDeselect={false}
      data={[
        { value: legal, label: 'Legal hold: until it is lifted' },
        ...classes.map(({ name, years }) => ({
          value: name,
          label: `Until an event is recorded, then ${years} years (${name})`,
        })),
      ]}
      value={value}
      onChange={(chosen) => onChange(chosen ?? legal)}
    />
  );
}

type HoldRecordProps = {
  readonly kind: string;
  readonly id: string;
  readonly can: true | readonly ShownRefusal[] | undefined;
};

/** Keeps a record longer than its class. */
export function HoldRecord({ kind, id, can }: HoldRecordProps) {
  const [opened, setOpened] = useState(false);
  const [retention, setRetention] = useState(legal);
  const [ground, setGround] = useState('');
  const [reason, setReason] = useState('');
  const ask = useAsk(holdRecord, () => setOpened(false));
  const open = () => {
    setRetention(legal);
    setGround('');
    setReason('');
    ask.reset();
    setOpened(true);
  };
  const send = () =>
    ask.send({
      params: { kind, id },
      body: { ground: ground.trim(), reason: reason.trim(), ...(retention === legal ? {} : { retention }) },
    });
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={can} onClick={open}>
        Keep longer
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Keep this record longer"
        confirm="Set the hold"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={ground.trim().length >= 3 && reason.trim().length >= 3}
        onSend={() => void send()}
        onClose={() => setOpened(false)}
      >
        <p>What holds an application also holds the releases that change it. Somebody else ends the hold.</p>
        <Classes value={retention} onChange={setRetention} />
        <TextInput
          label="What it is kept for"
          required
          placeholder="Authorisation EU/1/23/1234 in force"
          value={ground}
          error={refusalFor(ask.refusals, '/ground')}
          onChange={(event) => setGround(event.currentTarget.value)}
        />
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

/** The event took place, or the legal hold is lifted. A day is taken as its beginning in UTC. */
export function EndHold({ hold }: { readonly hold: Hold }) {
  const [opened, setOpened] = useState(false);
  const [on, setOn] = useState('');
  const [reason, setReason] = useState('');
  const ask = useAsk(endRetentionHold, () => setOpened(false));
  const event = hold.retention !== null;
  const open = () => {
    setOn('');
    setReason('');
    ask.reset();
    setOpened(true);
  };
  const send = () =>
    ask.send({
      params: { id: hold.id },
      version: hold.version,
      body: { reason: reason.trim(), ...(on === '' ? {} : { on: `${on}T00:00:00Z` }) },
    });
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={hold.can.end} onClick={open}>
        {event ? 'Record the event' : 'Lift'}
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={event ? `Record the event of ${hold.key}` : `Lift ${hold.key}`}
        confirm={event ? 'Record it' : 'Lift the hold'}
        busy={ask.busy}
        refusals={ask.refusals}
        ready={reason.trim().length >= 3}
        onSend={() => void send()}
        onClose={() => setOpened(false)}
      >
        <p>
          {event ? `From that day the years of the class “${hold.retention}” count.` : 'The record ends with its class again.'}
        </p>
        {event ? (
          <TextInput
            type="date"
            label="Day of the event"
            description="Left empty: today"
            value={on}
            error={refusalFor(ask.refusals, '/on')}
            onChange={(changed) => setOn(changed.currentTarget.value)}
          />
        ) : null}
        <Textarea
          label="Reason"
          required
          autosize
          minRows={2}
          value={reason}
          error={refusalFor(ask.refusals, '/reason')}
          onChange={(changed) => setReason(changed.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
