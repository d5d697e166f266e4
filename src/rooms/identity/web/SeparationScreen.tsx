import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { AppLink } from '../../../design/navigation.tsx';
import { PageBody, PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type SeparationViolation, separationReport, type WaivedPair } from '../contract.ts';
import { SeparationTabs } from './door.tsx';

/** What is held together: a violation, or what a waiver lets somebody hold. */
type Row = Omit<SeparationViolation, 'alarmAt'> &
  Partial<Pick<SeparationViolation, 'alarmAt'> & Pick<WaivedPair, 'waiver' | 'until'>>;
type Half = SeparationViolation['one'];
const halfText = ({ says, by }: Half): string => (by === '' ? says : `${says} (${by})`);

const columns: readonly GridColumn<Row>[] = [
  {
    id: 'person',
    title: 'Person',
    width: 200,
    fixed: true,
    cell: (row) => <AppLink href={`/admin/people/${row.person.id}`}>{row.person.name}</AppLink>,
  },
  { id: 'one', title: 'Holds', width: 260, fixed: true, cell: (row) => halfText(row.one) },
  { id: 'other', title: 'And', width: 260, fixed: true, cell: (row) => halfText(row.other) },
  { id: 'why', title: 'Kept apart because', width: 320, cell: (row) => row.why },
  {
    id: 'standing',
    title: 'Standing',
    width: 130,
    cell: (row) =>
      row.waiver === undefined ? (
        <StatusBadge tone="red">Violation</StatusBadge>
      ) : (
        <StatusBadge tone="orange">Waived</StatusBadge>
      ),
  },
  { id: 'waiver', title: 'Waiver', width: 330, cell: (row) => <Waiver row={row} /> },
  { id: 'alarm', title: 'Alarm', width: 210, cell: (row) => <Alarm row={row} /> },
];

function Waiver({ row: { waiver, until } }: { readonly row: Row }) {
  if (waiver === undefined || until === undefined) return 'None';
  return (
    <>
      <KeyTag href={`/separation/waivers/${waiver}`}>{waiver}</KeyTag> until <TimeText at={until} />
    </>
  );
}

function Alarm({ row: { waiver, alarmAt } }: { readonly row: Row }) {
  if (waiver !== undefined) return 'When the waiver ends';
  return alarmAt ? <TimeText at={alarmAt} /> : <StatusBadge tone="orange">Within a minute</StatusBadge>;
}

const title = 'Separation of duties';
const sub = 'Who holds two roles that are kept apart, whatever way they came by them.';

/** The detective side of the separation of duties: what came past the product, read anew each time. */
export function Screen() {
  const asked = useOperation(separationReport);
  const state = stateOf(asked, { rows: 8, height: 40 });
  const report = asked.data?.value;
  if (state !== null || report === undefined)
    return (
      <>
        <PageHead title={title} sub={sub}>
          <SeparationTabs active="found" />
        </PageHead>
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  const { violations, waived, total, people, pairs, at } = report;
  return (
    <>
      <PageHead
        title={title}
        sub={sub}
        badges={
          <>
            {total === 0 ? null : <StatusBadge tone="red">{total} found</StatusBadge>}
            {waived.length === 0 ? null : <StatusBadge tone="orange">{waived.length} waived</StatusBadge>}
          </>
        }
      >
        <span>
          {people} people against {pairs} pairs, <TimeText at={at} />
        </span>
        <SeparationTabs active="found" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Roles that are kept apart and held together"
          columns={columns}
          rows={[...violations, ...waived]}
          rowId={(row) => `${row.person.id} ${row.one.role} ${row.other.role}`}
          rowLabel={(row) => `${row.person.name}, ${row.one.says} and ${row.other.says}`}
          onRefresh={() => void asked.refetch()}
          remember="identity.separation"
          empty={{
            title: 'Nobody holds roles that are kept apart',
            text: 'Grants, groups and deputies were looked at, those that lie ahead too.',
          }}
        />
      </PageFill>
    </>
  );
}
