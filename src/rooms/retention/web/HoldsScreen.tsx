import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PagedTable } from '../../../design/page/PagedTable.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateText, TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listRetentionHolds } from '../contract.ts';
import { EndHold } from './HoldActs.tsx';
import { RetentionTabs } from './RetentionTabs.tsx';
import { nameOf } from './words.ts';
import './retention.css';

type Hold = ReplyOf<typeof listRetentionHolds>['items'][number];

function HoldRow({ hold }: { readonly hold: Hold }) {
  const { record } = hold;
  const name = nameOf(record);
  return (
    <tr>
      <th scope="row">
        <KeyTag>{hold.key}</KeyTag>
      </th>
      <td>{record.link === null ? name : <AppLink href={record.link}>{name}</AppLink>}</td>
      <td>
        {hold.ground}
        <div className="ret-quiet">
          {hold.retention === null ? 'Legal hold' : `Until its event, then class ${hold.retention}`}
        </div>
      </td>
      <td>
        {hold.state === 'standing' || hold.endedOn === null ? (
          <StatusBadge tone="orange">Stands</StatusBadge>
        ) : (
          <>
            {hold.retention === null ? 'Lifted ' : 'Event '}
            <DateText at={hold.endedOn} />
            <div className="ret-quiet">
              {hold.endedBy?.name}: {hold.endReason}
            </div>
          </>
        )}
      </td>
      <td>
        {hold.setBy.name}, <TimeText at={hold.setAt} />
        <div className="ret-quiet">{hold.reason}</div>
      </td>
      <td>
        <div className="ret-acts">
          {hold.state === 'standing' ? <EndHold hold={hold} /> : null}
          <AppLink href={`/audit?key=${encodeURIComponent(hold.key)}`}>History</AppLink>
        </div>
      </td>
    </tr>
  );
}

/** What keeps records beyond their class: events that are not recorded yet, and legal holds. */
export function Screen() {
  const asked = useOperationPages(
    listRetentionHolds,
    (cursor) => ({ query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const { rows, more } = gridOf(asked, (page) => page.items);
  const state = stateOf(asked, { rows: 4 });
  return (
    <>
      <PageHead
        title="Holds on records"
        sub="A record is kept beyond its class until an event is recorded, or while a legal hold stands. Holds are set on the page of the record."
      >
        <RetentionTabs active="holds" />
      </PageHead>
      <PageBody>
        {state !== null ? (
          <StatePanel state={state} />
        ) : rows.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'No record is held',
              text: 'Each is kept for the years of its class after it closed. “Keep longer” on the page or the dossier of a record sets a hold.',
            }}
          />
        ) : (
          <Card title="Holds" count={rows.length}>
            <PagedTable
              label="Holds on records"
              className="ret-holds"
              heads={['Key', 'On', 'For', 'State', 'Set by']}
              more={more}
            >
              {rows.map((hold) => (
                <HoldRow key={hold.id} hold={hold} />
              ))}
            </PagedTable>
          </Card>
        )}
      </PageBody>
    </>
  );
}
