import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PagedTable } from '../../../design/page/PagedTable.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listDeletionAttempts } from '../contract.ts';
import { RetentionTabs } from './RetentionTabs.tsx';
import { nameOf } from './words.ts';
import './retention.css';

type Attempt = ReplyOf<typeof listDeletionAttempts>['items'][number];

function AttemptRow({ one }: { readonly one: Attempt }) {
  const { record } = one;
  return (
    <tr>
      <th scope="row">
        <KeyTag>{one.key}</KeyTag>
      </th>
      <td>{record.link === null ? nameOf(record) : <AppLink href={record.link}>{nameOf(record)}</AppLink>}</td>
      <td>
        {one.by === null ? (
          <>
            Role <code>{one.dbRole}</code> of the database
            <div className="ret-quiet">Program: {one.program === '' ? 'did not say' : one.program}</div>
          </>
        ) : (
          <>
            {one.by.name}
            <div className="ret-quiet">Over the API</div>
          </>
        )}
      </td>
      <td>
        <TimeText at={one.at} />
      </td>
      <td>
        <AppLink href={`/audit?key=${encodeURIComponent(one.key)}`}>History</AppLink>
      </td>
    </tr>
  );
}

/** Who tried to delete a record, over the API or past it; each attempt was refused. */
export function Screen() {
  const asked = useOperationPages(
    listDeletionAttempts,
    (cursor) => ({ query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const { rows, more } = gridOf(asked, (page) => page.items);
  const state = stateOf(asked, { rows: 4 });
  return (
    <>
      <PageHead
        title="Attempts to delete records"
        sub="No record is deleted before its end, by nobody. Each attempt was refused, changed nothing, and stands in the audit trail."
      >
        <RetentionTabs active="attempts" />
      </PageHead>
      <PageBody>
        {state !== null ? (
          <StatePanel state={state} />
        ) : rows.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'Nobody tried to delete a record',
              text: 'An attempt over the API, or in the database itself, would stand here within seconds.',
            }}
          />
        ) : (
          <Card title="Attempts" count={rows.length}>
            <PagedTable
              label="Attempts to delete records"
              className="ret-holds"
              heads={['Key', 'Record', 'By', 'When']}
              more={more}
            >
              {rows.map((one) => (
                <AttemptRow key={one.id} one={one} />
              ))}
            </PagedTable>
          </Card>
        )}
      </PageBody>
    </>
  );
}
