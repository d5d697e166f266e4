import { ActionIcon, Button, NumberInput, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { setTimeStamping, type showTimeStamping } from '../contract.ts';

type Policy = ReplyOf<typeof showTimeStamping>;
type Row = {
  readonly at: number;
  readonly name: string;
  readonly url: string;
  readonly policy: string;
  readonly certificates: string;
};

const most = 2;
let rows = 0;
const emptyRow = (): Row => ({ at: ++rows, name: '', url: '', policy: '', certificates: '' });
const rowOf = ({ name, url, policy, certificates }: Policy['items'][number]): Row => ({
  at: ++rows,
  name,
  url,
  policy: policy ?? '',
  certificates,
});

type Refusals = Parameters<typeof refusalFor>[0];
type FieldsProps = {
  readonly row: Row;
  readonly index: number;
  readonly refusals: Refusals;
  readonly onChange: (more: Partial<Row>) => void;
  readonly onLeaveOut: () => void;
};

function AuthorityFields({ row, index, refusals, onChange, onLeaveOut }: FieldsProps) {
  const error = (field: string) => refusalFor(refusals, `/authorities/${index}/${field}`);
  return (
    <fieldset className="lg-authority">
      <legend>Authority {index + 1}</legend>
      <TextInput
        label="Name"
        required
        value={row.name}
        error={error('name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Leave out authority ${index + 1}`} onClick={onLeaveOut}>
        <IconTrash size={16} aria-hidden="true" />
      </ActionIcon>
      <TextInput
        label="Address"
        placeholder="https://tsa.example/rfc3161"
        required
        value={row.url}
        error={error('url')}
        onChange={(event) => onChange({ url: event.currentTarget.value })}
      />
      <TextInput
        label="Policy"
        placeholder="1.3.6.1.4.1…"
        description="Object identifier; empty where any will do"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={row.policy}
        error={error('policy')}
        onChange={(event) => onChange({ policy: event.currentTarget.value })}
      />
      <Textarea
        label="Certificates"
        placeholder="-----BEGIN CERTIFICATE-----"
        description="PEM of those who vouch for its signers, such as its root"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        autosize
        minRows={3}
        maxRows={6}
        classNames={{ input: 'lg-pem' }}
        value={row.certificates}
        error={error('certificates')}
        onChange={(event) => onChange({ certificates: event.currentTarget.value })}
      />
    </fieldset>
  );
}

/** Who stamps and how often: all at once, so that nobody is left out by mistake. */
export function NameAuthorities({ policy }: { readonly policy: Policy }) {
  const [opened, setOpened] = useState(false);
  const [named, setNamed] = useState<readonly Row[]>([]);
  const [minutes, setMinutes] = useState<number | string>(60);
  const [reason, setReason] = useState('');
  const ask = useAsk(setTimeStamping, () => setOpened(false));
  const open = () => {
    setNamed(policy.items.length === 0 ? [emptyRow()] : policy.items.map(rowOf));
    setMinutes(policy.everyMinutes);
    setReason('');
    ask.reset();
    setOpened(true);
  };
  const send = () => {
    const authorities = named.map(({ name, url, policy: asked, certificates }) => ({
      name: name.trim(),
      url: url.trim(),
      policy: asked.trim() === '' ? null : asked.trim(),
      certificates,
    }));
    void ask.send({ version: policy.version, body: { authorities, everyMinutes: Number(minutes), reason: reason.trim() } });
  };
  const filled = named.every((row) => row.name.trim() !== '' && row.url.trim() !== '' && row.certificates.trim() !== '');
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={policy.can.set} onClick={open}>
        Name authorities
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Name the authorities that stamp the time"
        confirm="Name them"
        size="xl"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={reason.trim().length >= 3 && filled && minutes !== ''}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <p>
          A time-stamping authority (RFC 3161) signs the hash of a checkpoint with the time by its own clock. It sees the hash and
          nothing else. Two that do not belong together are better than one.
        </p>
        {named.map((row, index) => (
          <AuthorityFields
            key={row.at}
            row={row}
            index={index}
            refusals={ask.refusals}
            onChange={(more) => setNamed(named.map((one) => (one.at === row.at ? { ...one, ...more } : one)))}
            onLeaveOut={() => setNamed(named.filter((one) => one.at !== row.at))}
          />
        ))}
        {named.length >= most ? null : (
          <div>
            <Button size="compact-sm" variant="default" onClick={() => setNamed([...named, emptyRow()])}>
              One more authority
            </Button>
          </div>
        )}
        {named.length === 0 ? <p>Nobody is asked any more. What was stamped stays proven.</p> : null}
        <NumberInput
          label="Interval in minutes"
          description="Time between two stamps while the log grows"
          required
          min={1}
          max={1440}
          allowDecimal={false}
          maw={320}
          value={minutes}
          error={refusalFor(ask.refusals, '/everyMinutes')}
          onChange={setMinutes}
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
