import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { listSignatures, type Signature } from '../contract.ts';
import { LostSignatures } from './LostSignatures.tsx';
import { StandingBadge } from './SignatureParts.tsx';
import { SignaturesTabs } from './SignaturesTabs.tsx';
import { methodsText } from './words.ts';

const nameOf = ({ subject }: Signature): string =>
  subject.key !== null && subject.label.startsWith(subject.key) ? subject.label.slice(subject.key.length).trim() : subject.label;

const columns: readonly GridColumn<Signature>[] = [
  { id: 'at', title: 'When', width: 210, fixed: true, cell: (row) => <TimeText at={row.at} /> },
  { id: 'meaning', title: 'Meaning', width: 190, fixed: true, cell: (row) => row.meaning.text },
  { id: 'standing', title: 'Today', width: 210, cell: (row) => <StandingBadge standing={row.standing} /> },
  { id: 'says', title: 'What you did', width: 260, cell: (row) => row.says },
  {
    id: 'key',
    title: 'Record',
    width: 170,
    cell: (row) => <KeyTag href={row.subject.link ?? undefined}>{row.subject.key ?? row.subject.kind}</KeyTag>,
  },
  { id: 'name', title: 'Name', width: 260, cell: nameOf },
  { id: 'version', title: 'Version', width: 90, align: 'end', cell: (row) => row.version },
  { id: 'methods', title: 'Proven by', width: 170, cell: (row) => methodsText(row.methods) },
];

/** Every signature that the reader gave, newest first: what they answer for, and whether it still covers its record. */
export function Screen() {
  const navigate = useAppNavigate();
  const asked = useOperationPages(
    listSignatures,
    (cursor) => ({ query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('signatures');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead title="Your signatures" sub="What you signed, and whether your signature still covers the record as it is today.">
        <SignaturesTabs active="own" />
      </PageHead>
      <div className="sig-lost-page">
        <LostSignatures />
      </div>
      <PageFill>
        <DataGrid
          label="Your signatures"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.meaning.text}, ${row.subject.label}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/signatures/${row.id}`)}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="signatures.own"
          empty={{ title: 'You have not signed anything yet', text: 'Steps that are signed are listed under What is signed.' }}
        />
      </PageFill>
    </>
  );
}
