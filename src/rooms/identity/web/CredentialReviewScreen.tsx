import { Button, Textarea } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { DateText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { credentialReview, recordCredentialReview } from '../contract.ts';

import './identity.css';

type Review = ReplyOf<typeof credentialReview>;
type Row = Review['items'][number];

const says: Readonly<Record<Row['attention'][number], string>> = {
  'no-password': 'No password yet',
  'must-change': 'Must change the password',
  locked: 'Locked',
  'no-second-factor': 'No second factor',
  'not-checked': 'Identity not checked',
  'dormant-soon': 'Not in use',
  'unused-token': 'Token not in use',
};

const columns: readonly GridColumn<Row>[] = [
  { id: 'name', title: 'Name', width: 210, fixed: true, cell: (row) => <PersonTag name={row.person.name} /> },
  { id: 'attention', title: 'To look at', width: 300, cell: (row) => row.attention.map((point) => says[point]).join(', ') },
  { id: 'unit', title: 'Unit', width: 170, cell: (row) => row.unit?.name ?? 'Whole organisation' },
  { id: 'used', title: 'Last used', width: 130, cell: (row) => <DateText at={row.usedAt} /> },
  {
    id: 'disabled',
    title: 'Will be disabled on',
    width: 160,
    cell: (row) => (row.disabledAt === null ? '' : <DateText at={row.disabledAt} />),
  },
  {
    id: 'password',
    title: 'Password set',
    width: 130,
    cell: (row) => (row.passwordSetAt === null ? 'Never' : <DateText at={row.passwordSetAt} />),
  },
  { id: 'factors', title: 'Second factors', width: 130, align: 'end', cell: (row) => row.secondFactors },
  { id: 'tokens', title: 'Tokens', width: 90, align: 'end', cell: (row) => row.tokens },
];

function RecordReview({ can, onDone }: { readonly can: Review['can'] | undefined; readonly onDone: () => void }) {
  const [opened, setOpened] = useState(false);
  const [note, setNote] = useState('');
  const ask = useAsk(recordCredentialReview, () => {
    setOpened(false);
    onDone();
  });
  const open = () => {
    setNote('');
    ask.reset();
    setOpened(true);
  };
  const allowed = can?.record;
  if (allowed === undefined || allowed !== true) return null;
  return (
    <>
      <Button leftSection={<IconCheck size={16} aria-hidden="true" />} onClick={open}>
        Record review
      </Button>
      <FormDialog
        opened={opened}
        title="Record a review of credentials"
        confirm="Record"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={note.trim().length >= 3}
        onSend={() => void ask.send({ body: { note: note.trim() } })}
        onClose={() => setOpened(false)}
      >
        <p>You say that you looked through every account. How many of them asked for attention is kept with it.</p>
        <Textarea
          label="What was found and done"
          required
          data-autofocus
          autosize
          minRows={3}
          value={note}
          error={refusalFor(ask.refusals, '/note')}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

function Standing({ review }: { readonly review: Review | undefined }) {
  if (review === undefined) return null;
  const { last, due, overdue } = review;
  return (
    <div className="id-review-standing">
      <StatusBadge tone={overdue ? 'orange' : 'teal'}>{overdue ? 'Review is due' : 'Reviewed'}</StatusBadge>
      {last === null ? (
        <span>No review was ever recorded.</span>
      ) : (
        <span>
          Last on <DateText at={last.at} /> by {last.by.name}: {last.people} people. “{last.note}”
        </span>
      )}
      {due === null ? null : (
        <span>
          Next by <DateText at={due} />
        </span>
      )}
    </div>
  );
}

/** What active people prove themselves with, the longest unused first; the review of it is recorded (21 CFR 11.300(b)). */
export function Screen() {
  const navigate = useAppNavigate();
  const asked = useOperationPages(
    credentialReview,
    (cursor) => ({ query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const review = asked.data?.pages[0];
  const unseen = useUnseen('identity');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Credential review"
        sub="What active people prove themselves with, the longest unused first"
        actions={<RecordReview can={review?.can} onDone={refresh} />}
      >
        <Standing review={review} />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Credentials of people"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.person.id}
          rowLabel={(row) => row.person.name}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/admin/people/${row.person.id}`)}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="identity.credential-review"
          empty={{ title: 'Nobody is active in your units', text: 'Whoever can sign in stands here.' }}
        />
      </PageFill>
    </>
  );
}
