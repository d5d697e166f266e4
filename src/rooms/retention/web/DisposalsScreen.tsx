import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { OlderOnes } from '../../../design/page/OlderOnes.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listDisposals } from '../contract.ts';
import { DueRecords } from './DueRecords.tsx';
import { RetentionTabs } from './RetentionTabs.tsx';
import { disposalWords } from './words.ts';
import './retention.css';

type Disposal = ReplyOf<typeof listDisposals>['items'][number];

function DisposalRow({ one }: { readonly one: Disposal }) {
  const { counts } = one;
  const words = disposalWords[one.state];
  return (
    <tr>
      <th scope="row">
        <AppLink href={`/retention/disposals/${one.key}`}>
          <KeyTag>{one.key}</KeyTag>
        </AppLink>
      </th>
      <td>
        <StatusBadge tone={words.tone}>{words.text}</StatusBadge>
      </td>
      <td>
        {one.state === 'done' || one.state === 'approved' ? `${counts.disposed} gone` : `${counts.listed} listed`}
        <div className="ret-quiet">
          {counts.excluded} excluded{counts.left === 0 ? '' : `, ${counts.left} left`}
        </div>
      </td>
      <td>{one.reason}</td>
      <td>
        {one.listedBy.name}, <TimeText at={one.listedAt} />
        {one.decidedBy === null || one.decidedAt === null ? null : (
          <div className="ret-quiet">
            {one.decidedBy.name}, <TimeText at={one.decidedAt} />
          </div>
        )}
      </td>
    </tr>
  );
}

const Rows = ({ rows }: { readonly rows: readonly Disposal[] }) => (
  <ScrollX label="Disposals">
    <table className="il-table ret-disposals">
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">State</th>
          <th scope="col">Records</th>
          <th scope="col">Reason</th>
          <th scope="col">Listed and decided by</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <DisposalRow key={one.id} one={one} />
        ))}
      </tbody>
    </table>
  </ScrollX>
);

/** What was disposed of, by whose two signatures; and, for whoever lists, what is due. */
export function Screen() {
  const asked = useOperationPages(
    listDisposals,
    (cursor) => ({ query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const { rows, more } = gridOf(asked, (page) => page.items);
  const state = stateOf(asked, { rows: 4 });
  const mayList = asked.data?.pages[0]?.can.list === true;
  return (
    <>
      <PageHead
        title="Disposals"
        sub="Records whose retention is over go by a list, two signatures and a certificate. Their hashes stay in the log, so that every proof stays valid."
      >
        <RetentionTabs active="disposals" />
      </PageHead>
      <PageBody>
        {state !== null ? (
          <StatePanel state={state} />
        ) : (
          <div className="ret-stack">
            {mayList ? <DueRecords /> : null}
            {rows.length === 0 ? (
              <StatePanel
                state={{
                  kind: 'empty',
                  title: 'Nothing was disposed of',
                  text: 'A record is kept for the years of its class and while a hold stands. Then quality or the validation lead lists it, and another of quality approves.',
                }}
              />
            ) : (
              <Card title="Disposals" count={rows.length}>
                <Rows rows={rows} />
                <OlderOnes more={more} />
              </Card>
            )}
          </div>
        )}
      </PageBody>
    </>
  );
}
