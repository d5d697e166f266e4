import { ActionIcon, Button, FileInput, NumberInput, Textarea, TextInput } from '@mantine/core';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { bringCosignatures, type listWitnesses, setWitnesses } from '../contract.ts';

type Policy = ReplyOf<typeof listWitnesses>;
type Row = { readonly at: number; readonly vkey: string; readonly url: string };

let rows = 0;
const rowOf = (vkey: string, url: string | null): Row => ({ at: ++rows, vkey, url: url ?? '' });

/** Who witnesses and how many must: all at once, so that nobody is left out by mistake. */
export function NameWitnesses({ policy }: { readonly policy: Policy }) {
  const [opened, setOpened] = useState(false);
  const [named, setNamed] = useState<readonly Row[]>([]);
  const [quorum, setQuorum] = useState<number | string>(0);
  const [reason, setReason] = useState('');
  const ask = useAsk(setWitnesses, () => setOpened(false));
  const open = () => {
    setNamed(policy.items.length === 0 ? [rowOf('', null)] : policy.items.map(({ vkey, url }) => rowOf(vkey, url)));
    setQuorum(Math.max(1, policy.quorum));
    setReason('');
    ask.reset();
    setOpened(true);
  };
  const change = (at: number, more: Partial<Row>) => setNamed(named.map((row) => (row.at === at ? { ...row, ...more } : row)));
  const send = () => {
    const witnesses = named.map(({ vkey, url }) => ({ vkey: vkey.trim(), url: url.trim() === '' ? null : url.trim() }));
    const body = { witnesses, quorum: named.length === 0 ? 0 : Number(quorum), reason: reason.trim() };
    void ask.send({ version: policy.version, body });
  };
  const ready =
    reason.trim().length >= 3 && named.every(({ vkey }) => vkey.trim() !== '') && (named.length === 0 || quorum !== '');
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={policy.can.set} onClick={open}>
        Name witnesses
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Name the witnesses of this log"
        confirm="Name them"
        size="xl"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={ready}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <p>
          Each runs <code>interlock witness</code> where whoever runs this server cannot reach, and tells you its key. Leave the
          address empty for one without network: files are carried to it.
        </p>
        {named.map(({ at, vkey, url }, index) => (
          <fieldset key={at} className="lg-witness">
            <legend>Witness {index + 1}</legend>
            <TextInput
              label="Verifier key"
              placeholder="name+id+base64"
              required
              value={vkey}
              error={refusalFor(ask.refusals, `/witnesses/${index}/vkey`)}
              onChange={(event) => change(at, { vkey: event.currentTarget.value })}
            />
            <TextInput
              label="Address"
              placeholder="https://witness.quality.example"
              value={url}
              error={refusalFor(ask.refusals, `/witnesses/${index}/url`)}
              onChange={(event) => change(at, { url: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Leave out witness ${index + 1}`}
              onClick={() => setNamed(named.filter((row) => row.at !== at))}
            >
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          </fieldset>
        ))}
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setNamed([...named, rowOf('', null)])}>
            One more witness
          </Button>
        </div>
        {named.length === 0 ? (
          <p>Nobody is asked any more. What was cosigned stays.</p>
        ) : (
          <NumberInput
            label="Quorum"
            description="How many of them must have cosigned a checkpoint for it to be witnessed"
            required
            min={1}
            max={named.length}
            allowDecimal={false}
            maw={320}
            value={quorum}
            error={refusalFor(ask.refusals, '/quorum')}
            onChange={setQuorum}
          />
        )}
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

/** What a witness without network wrote, carried back as a file. */
export function BringCosignatures({ policy }: { readonly policy: Policy }) {
  const [opened, setOpened] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const ask = useAsk(bringCosignatures, () => setOpened(false));
  const open = () => {
    setFile(null);
    ask.reset();
    setOpened(true);
  };
  const send = async () => {
    if (file !== null) await ask.send({ body: { checkpoint: await file.text() } });
  };
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={policy.can.bring} onClick={open}>
        Bring a cosignature
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Bring the cosignature of a witness without network"
        confirm="Bring it"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={file !== null}
        onSend={() => void send()}
        onClose={() => setOpened(false)}
      >
        <p>
          The file that <code>interlock witness sign</code> wrote: the checkpoint with the cosignature under it.
        </p>
        <FileInput
          label="File"
          placeholder="Choose a file"
          required
          leftSection={<IconUpload size={16} aria-hidden="true" />}
          value={file}
          error={refusalFor(ask.refusals, '/checkpoint')}
          onChange={setFile}
        />
      </FormDialog>
    </>
  );
}
