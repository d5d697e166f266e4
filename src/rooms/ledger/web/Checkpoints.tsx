import { Button, Modal, Stack, Table } from '@mantine/core';
import { IconDownload, IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type CheckpointShown, entryProof, ledgerState, listCheckpoints, newestNote, showTimeStamping } from '../contract.ts';

type State = ReplyOf<typeof ledgerState>;

const alarmWords: Readonly<Record<string, string>> = {
  clock: 'The clock contradicts the trail',
  space: 'Space for the trail runs short',
  stamp: 'Time stamps are missing',
};

/** What was found and still stands: it must not be overlooked. */
export function AlarmBadge() {
  const alarms = useOperation(ledgerState).data?.value.alarms ?? [];
  const [first] = alarms;
  if (first === undefined) return null;
  return (
    <span title={first.says}>
      <StatusBadge tone="red">
        {alarms.length === 1 ? (alarmWords[first.kind] ?? 'The ledger does not fit') : `${alarms.length} alarms of the ledger`}
      </StatusBadge>
    </span>
  );
}

const Alarms = ({ alarms }: { readonly alarms: State['alarms'] }) => (
  <Stack gap="xs" role="alert">
    {alarms.map((alarm) => (
      <div key={alarm.id}>
        <StatusBadge tone="red">{alarm.kind}</StatusBadge> <TimeText at={alarm.raisedAt} />
        <p className="lg-hash">{alarm.says}</p>
      </div>
    ))}
  </Stack>
);

/** Whether a quorum cosigned, and who did. */
function WitnessedBy({ row }: { readonly row: CheckpointShown }) {
  if (row.witnessed === null) return <span className="lg-quiet">Nobody is named</span>;
  const names = row.cosignatures.map(({ name }) => name).join(', ');
  return (
    <>
      <StatusBadge tone={row.witnessed ? 'teal' : 'orange'}>{row.witnessed ? 'Quorum met' : 'Not witnessed'}</StatusBadge>
      {names === '' ? null : <div className="lg-quiet">{names}</div>}
    </>
  );
}

/** How far authorities stamped: the newest checkpoint of all waits for the interval. */
function StampedUpTo() {
  const asked = useOperation(showTimeStamping);
  const policy = asked.data?.value;
  if (policy === undefined) return <span className="lg-quiet">{asked.error === null ? '…' : 'Not known'}</span>;
  if (policy.items.length === 0) return <span className="lg-quiet">Nobody is named</span>;
  return policy.items.map(({ name, stamped }) => (
    <div key={name}>
      {stamped === null ? (
        `${name}: nothing yet`
      ) : (
        <>
          Entries 1 to {stamped.size}, <TimeText at={stamped.at} /> <span className="lg-quiet">{name}</span>
        </>
      )}
    </div>
  ));
}

function Newest({ state, newest }: { readonly state: State; readonly newest: CheckpointShown }) {
  const { fullAt, fullVerdict } = state.selfVerified;
  return (
    <FieldList
      fields={[
        { label: 'Covers', value: `Entries 1 to ${newest.size} of ${state.lastSeq}` },
        { label: 'Signed', value: <TimeText at={newest.signedAt} /> },
        { label: 'Witnessed', value: <WitnessedBy row={newest} /> },
        { label: 'Time-stamped', value: <StampedUpTo />, hint: 'By the clock of an authority outside' },
        { label: 'Root', value: <code className="lg-hash">{newest.root}</code> },
        { label: 'Log', value: newest.origin },
        { label: 'Key', value: <code className="lg-hash">{newest.key.vkey}</code>, hint: 'C2SP verifier key' },
        { label: 'Verified by itself', value: `Entries 1 to ${state.selfVerified.size}, hashed anew after signing` },
        {
          label: 'Verified as a whole',
          value:
            fullAt === null ? (
              'Not yet: once a day'
            ) : (
              <>
                {fullVerdict === 'valid' ? 'Valid' : 'Broken'}, <TimeText at={fullAt} />
              </>
            ),
        },
      ]}
    />
  );
}

const Earlier = ({ rows }: { readonly rows: readonly CheckpointShown[] }) => (
  <Table aria-label="Newest checkpoints" verticalSpacing={4}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Entries</Table.Th>
        <Table.Th>Signed</Table.Th>
        <Table.Th>Root</Table.Th>
        <Table.Th>Key</Table.Th>
        <Table.Th>Witnesses</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {rows.map((row) => (
        <Table.Tr key={row.size}>
          <Table.Td>{row.size}</Table.Td>
          <Table.Td>
            <TimeText at={row.signedAt} short />
          </Table.Td>
          <Table.Td>
            <code title={row.root}>{row.root.slice(0, 12)}…</code>
          </Table.Td>
          <Table.Td>
            <code>{row.key.id}</code>
          </Table.Td>
          <Table.Td>
            <WitnessedBy row={row} />
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

function Body() {
  const asked = useOperation(listCheckpoints, { query: { limit: 8 } });
  const state = useOperation(ledgerState);
  const rows = asked.data?.value.items;
  const current = state.data?.value;
  if (rows === undefined) return <StatePanel state={stateOf(asked, { rows: 5 }) ?? { kind: 'loading', rows: 5 }} />;
  if (current === undefined) return <StatePanel state={stateOf(state, { rows: 5 }) ?? { kind: 'loading', rows: 5 }} />;
  const [newest] = rows;
  return (
    <Stack gap="md">
      {current.alarms.length === 0 ? null : <Alarms alarms={current.alarms} />}
      {newest === undefined ? (
        <p>
          {current.signs
            ? 'No checkpoint was signed yet: one follows within two seconds of the first act.'
            : 'No checkpoint was signed: this server holds no ledger key. The operator guide says how to give it one.'}
        </p>
      ) : (
        <>
          <Newest state={current} newest={newest} />
          <p>
            Keep checkpoints where whoever runs this server cannot reach. A later log that does not contain yours was rewritten,
            cut or set back. <AppLink href="/admin/witnesses">Witnesses</AppLink> do it all the time.
          </p>
          <div>
            <Button
              component="a"
              variant="default"
              href={addressOf(newestNote, {})}
              download={`checkpoint-${newest.size}.txt`}
              leftSection={<IconDownload size={16} aria-hidden="true" />}
            >
              Download the newest checkpoint
            </Button>
          </div>
          <Earlier rows={rows} />
        </>
      )}
    </Stack>
  );
}

/** Signed checkpoints: how far the log is signed and verified, and what to take away. */
export function CheckpointsButton() {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconSignature size={16} aria-hidden="true" />} onClick={() => setOpened(true)}>
        Checkpoints
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="Checkpoints of the ledger"
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened ? <Body /> : null}
      </Modal>
    </>
  );
}

/** The proof of one entry as a file, where it is signed. */
export function ProofLink({ id, seq }: { readonly id: string; readonly seq: number | null }) {
  const signedSize = useOperation(ledgerState).data?.value.signedSize ?? 0;
  if (seq === null || seq > signedSize) return null;
  return (
    <a href={addressOf(entryProof, { params: { id }, query: {} })} download={`entry-${seq}-proof.json`}>
      Download its proof
    </a>
  );
}
