import { FileInput, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { bringLostEntries, lostEntries } from '../contract-lost-entries.ts';
import { AuditTabs } from './AuditTabs.tsx';
import { valueText } from './values.ts';
import './ledger.css';

type Page = ReplyOf<typeof lostEntries>;
type Row = Page['items'][number];

const Who = ({ person }: { readonly person: { readonly id: string; readonly name: string | null } }) =>
  person.name ?? <code title={person.id}>{`${person.id.slice(0, 8)}…`}</code>;

const changeText = ({ changes }: Row): string =>
  changes.map(({ field, old, new: now }) => `${field}: ${valueText(old)} → ${valueText(now)}`).join('\n');

const columns: readonly GridColumn<Row>[] = [
  { id: 'seq', title: 'Was no.', width: 90, align: 'end', cell: ({ seq }) => seq, fixed: true },
  { id: 'at', title: 'Dated', width: 210, cell: ({ at }) => <TimeText at={at} />, fixed: true },
  {
    id: 'proven',
    title: 'Proof',
    width: 230,
    cell: ({ proven, checkpointSize }) => (
      <StatusBadge tone={proven ? 'teal' : 'red'}>
        {proven ? `Under the checkpoint of ${checkpointSize}` : 'Does not hold'}
      </StatusBadge>
    ),
  },
  { id: 'actor', title: 'Who', width: 180, cell: ({ actor }) => <Who person={actor} /> },
  { id: 'says', title: 'What', width: 280, cell: ({ act, says }) => <span title={act}>{says}</span> },
  {
    id: 'record',
    title: 'Record',
    width: 190,
    cell: ({ subject }) => `${subject.kind} ${subject.key ?? subject.id.slice(0, 8)}`,
  },
  {
    id: 'changes',
    title: 'Changes',
    width: 360,
    cell: (row) => <span title={changeText(row)}>{changeText(row)}</span>,
  },
  {
    id: 'brought',
    title: 'Brought',
    width: 300,
    cell: ({ broughtAt, broughtBy }) => (
      <>
        <TimeText at={broughtAt} />, <Who person={broughtBy} />
      </>
    ),
  },
];

/** What `interlock ledger compare --out` wrote; null where it is something else. */
function readPack(text: string, reason: string) {
  try {
    const value: unknown = JSON.parse(text);
    const read = bringLostEntries.body.safeParse(typeof value === 'object' && value !== null ? { ...value, reason } : value);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The file that a comparison wrote, with why it is brought. */
function BringLost({ can }: { readonly can: Page['can'] | undefined }) {
  const [opened, setOpened] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  const ask = useAsk(bringLostEntries, () => setOpened(false));
  const open = () => {
    setFile(null);
    setReason('');
    setUnreadable(false);
    ask.reset();
    setOpened(true);
  };
  const send = async () => {
    const body = file === null ? null : readPack(await file.text(), reason.trim());
    setUnreadable(body === null);
    if (body !== null) await ask.send({ body });
  };
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={can?.bring} onClick={open}>
        Bring lost entries
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Bring entries that were lost"
        confirm="Bring them"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={file !== null && reason.trim().length >= 3}
        onSend={() => void send()}
        onClose={() => setOpened(false)}
      >
        <p>
          The file that <code>interlock ledger compare --out</code> wrote. Each entry must be proven under a checkpoint that this
          log signed. They are kept as evidence: they become no entries and change no record.
        </p>
        <FileInput
          label="File"
          placeholder="Choose a file"
          required
          leftSection={<IconUpload size={16} aria-hidden="true" />}
          value={file}
          error={unreadable ? 'This is not what interlock ledger compare --out writes.' : refusalFor(ask.refusals, '/checkpoint')}
          onChange={(chosen) => {
            setFile(chosen);
            setUnreadable(false);
          }}
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

/** Entries that a restored older copy lacks, brought back from a copy that somebody else kept. */
export function Screen() {
  const asked = useOperationPages(
    lostEntries,
    (cursor) => ({ query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  return (
    <>
      <PageHead
        title="Lost entries"
        sub="Evidence of what stood in the log before an older copy of the database was restored. They are no entries of this log and changed nothing in it."
        actions={<BringLost can={asked.data?.pages[0]?.can} />}
      >
        <AuditTabs active="lost-entries" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Lost entries"
          columns={columns}
          rows={grid.rows}
          rowId={({ seq, hash }) => `${seq}-${hash}`}
          rowLabel={({ seq, says }) => `Was number ${seq}: ${says}`}
          state={grid.state}
          more={grid.more}
          remember="ledger.lost-entries"
          empty={{
            title: 'Nothing was lost',
            text: 'Or nothing was brought back. interlock ledger compare holds this log against a copy that somebody else keeps.',
          }}
        />
      </PageFill>
    </>
  );
}
