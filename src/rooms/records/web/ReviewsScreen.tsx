import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { focusRules, listReviews, openReview, type ReviewLine } from '../contract.ts';
import { InspectionTabs } from './InspectionTabs.tsx';
import { stateWords } from './words.ts';
import './records.css';

const columns: readonly GridColumn<ReviewLine>[] = [
  { id: 'key', title: 'Key', width: 110, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'of', title: 'Of', width: 120, fixed: true, cell: (row) => <KeyTag>{row.subject.key ?? row.subject.kind}</KeyTag> },
  {
    id: 'state',
    title: 'State',
    width: 120,
    cell: (row) => <StatusBadge tone={stateWords[row.state].tone}>{stateWords[row.state].text}</StatusBadge>,
  },
  {
    id: 'findings',
    title: 'Findings',
    width: 200,
    cell: (row) => (row.undecided === 0 ? `${row.findings}, all decided` : `${row.findings}, ${row.undecided} to decide`),
  },
  { id: 'deviations', title: 'Deviations', width: 110, align: 'end', cell: (row) => row.deviations },
  { id: 'covers', title: 'Covers', width: 220, cell: (row) => `${row.entries} entries, up to No. ${row.ledgerSize}` },
  { id: 'by', title: 'By', width: 180, cell: (row) => (row.endedBy ?? row.openedBy).name },
  { id: 'at', title: 'Opened', width: 210, cell: (row) => <TimeText at={row.openedAt} /> },
  { id: 'unit', title: 'Unit', width: 180, cell: (row) => row.unit },
];

/** Opens a review: the server says who may not, and names the entry that keeps them from it. */
function OpenReview() {
  const navigate = useAppNavigate();
  const [opened, setOpened] = useState(false);
  const [release, setRelease] = useState(useSearch().release ?? '');
  const rules = useOperation(focusRules, {}, { enabled: opened }).data?.value;
  const ask = useAsk(openReview, (review) => navigate(`/audit-reviews/${review.key}`));
  return (
    <>
      <BlockedButton
        can={true}
        onClick={() => {
          ask.reset();
          setOpened(true);
        }}
      >
        Open a review
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Open a review of an audit trail"
        confirm="Open"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={release.trim() !== ''}
        onSend={() => void ask.send({ body: { release: release.trim() } })}
        onClose={() => setOpened(false)}
      >
        <TextInput
          label="Release"
          placeholder="REL-1042"
          required
          value={release}
          error={refusalFor(ask.refusals, '/release')}
          onChange={(event) => setRelease(event.currentTarget.value)}
        />
        <p className="rec-quiet">
          By somebody who had no hand in it. It covers the trail up to this moment: what a rule points at, and a sample
          {rules === undefined ? '' : ` (${rules.sample})`}.
        </p>
        {rules === undefined ? null : (
          <ul className="rec-rules">
            {rules.rules.map(({ rule, says }) => (
              <li key={rule}>{says}</li>
            ))}
          </ul>
        )}
      </FormDialog>
    </>
  );
}

/** Reviews of audit trails, newest first. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const navigate = useAppNavigate();
  const asked = useOperationPages(
    listReviews,
    (cursor) => ({
      query: {
        limit: 100,
        ...(search.release ? { release: search.release } : {}),
        ...(search.state ? { state: search.state } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      },
    }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('records');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Reviews of audit trails"
        sub="Somebody who did no part of the work looks at what stands out and at a sample, says what came of it, and signs."
        actions={<OpenReview />}
      >
        <InspectionTabs active="reviews" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Reviews of audit trails"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} of ${row.subject.key ?? row.subject.kind}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/audit-reviews/${row.key}`)}
          tools={
            <Select
              aria-label="State"
              placeholder="Any state"
              clearable
              w={160}
              data={Object.entries(stateWords).map(([value, { text }]) => ({ value, label: text }))}
              value={search.state ?? null}
              onChange={(state) => set({ state })}
              clearButtonProps={{ 'aria-label': 'Clear the state' }}
            />
          }
          stale={unseen.stale}
          onRefresh={refresh}
          remember="records.reviews"
          empty={{
            title: search.state || search.release ? 'No review matches' : 'Nothing was reviewed yet',
            text: 'A gate can ask for a review before the go: docs/audit-review.md says how.',
          }}
        />
      </PageFill>
    </>
  );
}
