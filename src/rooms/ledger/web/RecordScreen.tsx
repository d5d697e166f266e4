import { Button } from '@mantine/core';
import { Suspense } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, Columns, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { HistoryList } from '../../../design/parts/HistoryList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { useLent } from '../../../foundation/web/lent.tsx';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type Entry, recordAsOf, recordHistory } from '../contract.ts';
import { PastValue } from './PastValue.tsx';
import { actorOf, changesOf, wordsOfField } from './values.ts';
import './ledger.css';

type Named = { readonly kind: string; readonly id: string };

const shownEntry = (entry: Entry) => ({
  id: entry.id,
  at: entry.at,
  who: actorOf(entry),
  role: entry.actor.roles[0]?.replaceAll('-', ' '),
  text: `${entry.says} (version ${entry.subject.version}${entry.seq === null ? ', not sealed yet' : `, entry ${entry.seq}`})`,
  reason: entry.reason ?? undefined,
  changes: changesOf(entry),
});

function History({ kind, id }: Named) {
  const asked = useOperationPages(
    recordHistory,
    (cursor) => ({ params: { kind, id }, query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const waiting = asked.data === undefined ? stateOf(asked, { rows: 8 }) : null;
  if (waiting !== null) return <StatePanel state={waiting} />;
  const { rows, more } = gridOf(asked, (page) => page.items);
  if (rows.length === 0) return <StatePanel state={{ kind: 'empty', title: 'Nothing was recorded of it' }} />;
  const older = more.has ? (
    <Button variant="default" loading={more.busy} onClick={more.onMore}>
      Older entries
    </Button>
  ) : null;
  return <HistoryList label="History" entries={rows.map(shownEntry)} more={older} />;
}

function AsOf({ kind, id, at }: Named & { readonly at: string }) {
  const asked = useOperation(recordAsOf, { params: { kind, id }, query: { asOf: at } }, { keepPrevious: true });
  const past = asked.data?.value;
  if (past === undefined || asked.error !== null)
    return <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />;
  return (
    <>
      <p>
        Version {past.version}, as it stood since <TimeText at={past.changedAt} />.
      </p>
      {past.link === null ? null : (
        <p>
          <AppLink href={past.link}>See it on its own page, as it was then</AppLink>
        </p>
      )}
      <table className="il-table lg-record">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(past.record).map(([field, value]) => (
            <tr key={field}>
              <th scope="row">{wordsOfField(field)}</th>
              <td>
                <PastValue value={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** People are no records to be talked about, and neither is what was said. */
const notTalkedAbout: ReadonlySet<string> = new Set(['person', 'comment']);

/** Everything that ever happened to one record, and the record as it stood at any moment. */
export function Screen({ params }: ScreenProps) {
  const { kind = '', id = '' } = params;
  const search = useSearch();
  const set = useSetSearch();
  const { TalkLink } = useLent();
  const asked = Date.parse(search.asOf ?? '');
  const at = Number.isNaN(asked) ? null : new Date(asked).toISOString();
  const past = (
    <Card title="As it was">
      <DateTimeField label="At this moment" value={at} onChange={(asOf) => set({ asOf })} />
      {at === null ? (
        <p className="il-missing">Choose a moment to see the record as it stood then.</p>
      ) : (
        <AsOf kind={kind} id={id} at={at} />
      )}
    </Card>
  );
  return (
    <>
      <PageHead
        title={`History of ${kind}`}
        keyText={id.length > 30 ? id.slice(0, 8) : id}
        sub="Old and new values, rebuilt from the ledger"
        actions={
          <>
            {notTalkedAbout.has(kind) ? null : (
              <Suspense>
                <TalkLink kind={kind} id={id} />
              </Suspense>
            )}
            <AppLink href={`/audit?kind=${encodeURIComponent(kind)}`}>All of this kind in the audit trail</AppLink>
          </>
        }
      />
      <PageBody>
        <Columns aside={past} asideLabel="The record at a past moment">
          <History kind={kind} id={id} />
        </Columns>
      </PageBody>
    </>
  );
}
