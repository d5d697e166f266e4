import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { HistoryList } from '../../../design/parts/HistoryList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type GateTrailEntry, type GateView, gateTrail } from '../contract.ts';
import { entryShown } from './trail-shown.ts';

const pageSize = 100;
const sealingMs = 1_000;

type Head = ReplyOf<typeof gateTrail>;

function Since({ head }: { readonly head: Head }) {
  const { since, entries, criticalEntries } = head;
  return (
    <p className="gate-trail-head">
      <b>
        {entries === 1 ? '1 entry' : `${entries} entries`}
        {since === null ? ' in all' : ' since it was looked at last'}
      </b>
      {since === null ? null : (
        <>
          , up to No. {since.number}, by {since.by} for {since.gate}, <TimeText at={since.at} />
        </>
      )}
      {'. '}
      {criticalEntries === 0
        ? 'None changes what a signature covers.'
        : `${criticalEntries} ${criticalEntries === 1 ? 'changes' : 'change'} what a signature covers.`}
    </p>
  );
}

type ShownEntry = ReturnType<typeof entryShown>;

/** What is critical stands open; the rest of a change is one press away. */
function Told({ text, critical, changes }: Pick<ShownEntry, 'text' | 'critical' | 'changes'>) {
  const rest = changes.filter((change) => !change.critical);
  return (
    <>
      {text} {critical ? <StatusBadge tone="orange">Critical</StatusBadge> : null}
      {rest.length === 0 ? null : (
        <details className="gate-earlier">
          <summary>
            {rest.length} {critical ? 'more ' : ''}
            {rest.length === 1 ? 'field' : 'fields'}
          </summary>
          <ul>
            {rest.map(({ field, before, after }) => (
              <li key={field}>
                {field}: {before || 'empty'} → {after || 'empty'}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const listed = (entry: GateTrailEntry) => {
  const { critical, changes, text, ...rest } = entryShown(entry);
  return {
    ...rest,
    text: <Told text={text} critical={critical} changes={changes} />,
    changes: changes.filter((change) => change.critical),
  };
};

function Opened({ gate, onSeen }: { readonly gate: GateView; readonly onSeen: (sha256: string | null) => void }) {
  const asked = useOperationPages(
    gateTrail,
    (cursor) => ({ params: { id: gate.id }, query: { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const pages = asked.data?.pages ?? [];
  const head = pages.at(-1);
  const sha256 = head?.sha256 ?? null;
  useEffect(() => onSeen(sha256), [sha256, onSeen]);
  const unsealed = head?.unsealed ?? 0;
  const { refetch } = asked;
  useEffect(() => {
    if (unsealed === 0) return undefined;
    const timer = globalThis.setInterval(() => void refetch(), sealingMs);
    return () => globalThis.clearInterval(timer);
  }, [unsealed, refetch]);
  const state = stateOf(asked, { rows: 4 });
  if (head === undefined) return state === null ? null : <StatePanel state={state} />;
  return (
    <>
      <Since head={head} />
      <HistoryList label="Trail of the record" entries={pages.flatMap(({ items }) => items).map(listed)} />
      {asked.hasNextPage ? (
        <Button variant="default" size="compact-sm" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Show later entries
        </Button>
      ) : null}
      {unsealed === 0 ? null : <p role="status">{unsealed} of them have no place in the ledger yet; wait a second.</p>}
    </>
  );
}

type TrailProps = {
  readonly gate: GateView;
  readonly opened: boolean;
  readonly onOpen: () => void;
  /** Told the hash of what was shown, once all of it was. */
  readonly onSeen: (sha256: string | null) => void;
};

/** The trail of the record since somebody looked last, in the dialog of whoever decides: a decision says that it was looked at. */
export function TrailToSee({ gate, opened, onOpen, onSeen }: TrailProps) {
  return (
    <section className="gate-trail" aria-label="Trail">
      <div className="gate-trail-bar">
        <p className="gate-fieldname">Trail of the record</p>
        {opened ? (
          <a href={`/records/${gate.subject.kind}/${gate.subject.key ?? gate.subject.id}`} target="_blank" rel="noreferrer">
            The whole history
          </a>
        ) : (
          <Button variant="default" size="compact-sm" onClick={onOpen}>
            Open the trail
          </Button>
        )}
      </div>
      {opened ? (
        <div className="gate-trail-scroll">
          <Opened gate={gate} onSeen={onSeen} />
        </div>
      ) : (
        <p className="gate-quiet">Look at what was written since somebody looked last: your signature says that you did.</p>
      )}
    </section>
  );
}
