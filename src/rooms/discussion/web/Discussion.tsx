import { useEffect, useState } from 'react';
import { OlderOnes } from '../../../design/page/OlderOnes.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { listComments } from '../contract.ts';
import { Attachments } from './Attachments.tsx';
import { CommentRow } from './CommentRow.tsx';
import type { OfRecord } from './of-record.ts';
import { WatchButton } from './WatchButton.tsx';
import { WriteComment } from './WriteComment.tsx';
import './discussion.css';

const shown = 20;
const echoMs = 2_000;

/** What was said to a record, newest first, and a place to say something. What others say meanwhile is told and moves nothing. */
export function Discussion({ kind, id }: OfRecord) {
  const news = useUnseen('discussion');
  const asked = useOperationPages(
    listComments,
    (cursor) => ({ params: { kind, id }, query: { limit: shown, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const refresh = async () => {
    await asked.refetch();
    news.seen();
  };
  const [acted, setActed] = useState(false);
  // What the reader did comes back as news a moment later: it is no news to them.
  useEffect(() => {
    if (!acted) return undefined;
    const timer = setTimeout(() => setActed(false), echoMs);
    return () => clearTimeout(timer);
  }, [acted]);
  useEffect(() => {
    if (acted && news.stale) news.seen();
  }, [acted, news]);
  const onDone = () => {
    setActed(true);
    void refresh();
  };
  const first = asked.data?.pages[0];
  const state = first === undefined ? stateOf(asked, { rows: 4, height: 56 }) : null;
  if (state !== null || first === undefined) return <StatePanel state={state ?? { kind: 'loading', rows: 4, height: 56 }} />;
  const { rows, more } = gridOf(asked, (page) => page.items);
  return (
    <div className="dsc">
      <div className="dsc-top">
        <p className="dsc-quiet">
          {first.watching
            ? 'You are told of what is said here and of each step of the record.'
            : 'You are told only of what speaks to you.'}
        </p>
        <WatchButton kind={kind} id={id} watching={first.watching} can={first.can.watch} onDone={onDone} />
      </div>
      <Attachments kind={kind} id={id} onDone={onDone} />
      <WriteComment kind={kind} id={id} can={first.can.write} onWritten={onDone} />
      {news.stale && !asked.isFetching ? (
        <StatePanel state={{ kind: 'stale', text: 'Something was said since.', onRefresh: () => void refresh() }} />
      ) : null}
      {rows.length === 0 ? <p className="il-missing">Nobody has said anything to it yet.</p> : null}
      <ol className="dsc-list" aria-label="Comments, newest first">
        {rows.map((comment) => (
          <CommentRow key={comment.id} comment={comment} onDone={onDone} />
        ))}
      </ol>
      <OlderOnes more={more} />
    </div>
  );
}
