import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PagedTable } from '../../../design/page/PagedTable.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateText, TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listErasures, listHolds } from '../contract.ts';
import { ConfirmErasure, LiftHold, RequestErasure, SetHold, WithdrawErasure } from './ErasureActs.tsx';
import './ledger.css';

type Erasure = ReplyOf<typeof listErasures>['items'][number];
type Hold = ReplyOf<typeof listHolds>['items'][number];

const states = {
  requested: { text: 'Waits for a second person', tone: 'yellow' },
  confirmed: { text: 'Confirmed, being carried out', tone: 'brand' },
  done: { text: 'Erased', tone: 'gray' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
} as const;

/** Whoever was forgotten has no name any more: the id remains. */
const nameIn = (names: Readonly<Record<string, string>>, id: string) =>
  names[id] ?? <code title={id}>{`${id.slice(0, 8)}… (forgotten)`}</code>;

const trailOf = (key: string) => <AppLink href={`/audit?key=${encodeURIComponent(key)}`}>History</AppLink>;

function ErasureRow({ one }: { readonly one: Erasure }) {
  return (
    <tr>
      <th scope="row">
        <KeyTag>{one.key}</KeyTag>
      </th>
      <td>{nameIn(one.names, one.person)}</td>
      <td>
        <StatusBadge tone={states[one.state].tone}>{states[one.state].text}</StatusBadge>
        {one.state === 'done' ? <div>{one.erasedValues} values</div> : null}
      </td>
      <td>
        {nameIn(one.names, one.requestedBy)}, <TimeText at={one.requestedAt} />
        <div className="lg-quiet">{one.reason}</div>
      </td>
      <td>
        {one.confirmedBy === null || one.confirmedAt === null ? (
          'Nobody yet'
        ) : (
          <>
            {nameIn(one.names, one.confirmedBy)}, <TimeText at={one.confirmedAt} />
          </>
        )}
      </td>
      <td>
        <DateText at={one.retainedUntil} />
      </td>
      <td>
        <div className="lg-acts">
          {one.state === 'requested' ? (
            <>
              <ConfirmErasure erasure={one} />
              <WithdrawErasure erasure={one} />
            </>
          ) : null}
          {trailOf(one.key)}
        </div>
      </td>
    </tr>
  );
}

function Erasures() {
  const asked = useOperationPages(
    listErasures,
    (cursor) => ({ query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const { rows, more } = gridOf(asked, (page) => page.items);
  const state = stateOf(asked, { rows: 4 });
  return (
    <Card title="Erasures" actions={<RequestErasure />}>
      {state !== null ? (
        <StatePanel state={state} />
      ) : rows.length === 0 ? (
        <p className="il-missing">No erasure was ever asked for.</p>
      ) : (
        <PagedTable
          label="Erasures"
          className="lg-erasures"
          heads={['Key', 'Of', 'State', 'Asked by', 'Confirmed by', 'Kept until']}
          more={more}
        >
          {rows.map((one) => (
            <ErasureRow key={one.id} one={one} />
          ))}
        </PagedTable>
      )}
    </Card>
  );
}

function HoldRow({ one }: { readonly one: Hold }) {
  return (
    <tr>
      <th scope="row">
        <KeyTag>{one.key}</KeyTag>
      </th>
      <td>{nameIn(one.names, one.person)}</td>
      <td>
        {one.liftedAt === null ? (
          <StatusBadge tone="orange">Stands</StatusBadge>
        ) : (
          <>
            Lifted <TimeText at={one.liftedAt} />
          </>
        )}
      </td>
      <td>
        {nameIn(one.names, one.setBy)}, <TimeText at={one.setAt} />
        <div className="lg-quiet">{one.reason}</div>
      </td>
      <td>
        <div className="lg-acts">
          {one.liftedAt === null ? <LiftHold hold={one} /> : null}
          {trailOf(one.key)}
        </div>
      </td>
    </tr>
  );
}

function Holds() {
  const asked = useOperation(listHolds);
  const state = stateOf(asked, { rows: 3 });
  const items = asked.data?.value.items ?? [];
  return (
    <Card title="Legal holds" actions={<SetHold />}>
      {state !== null ? (
        <StatePanel state={state} />
      ) : items.length === 0 ? (
        <p className="il-missing">No legal hold stands.</p>
      ) : (
        <ScrollX label="Legal holds">
          <table className="il-table lg-erasures">
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">On</th>
                <th scope="col">State</th>
                <th scope="col">Set by</th>
                <th scope="col">
                  <span className="il-only-read">Acts</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <HoldRow key={one.id} one={one} />
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
    </Card>
  );
}

/** What is about people and may go, and what keeps it: nothing goes by one person alone. */
export function Screen() {
  return (
    <>
      <PageHead
        title="Erasures and legal holds"
        sub="A person’s name and texts go after the retention, asked for by one and confirmed by another, while no hold stands. Entries, hashes and proofs stay."
      />
      <PageBody>
        <div className="lg-stack">
          <Erasures />
          <Holds />
        </div>
      </PageBody>
    </>
  );
}
