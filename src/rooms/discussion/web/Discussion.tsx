import { OlderOnes } from '../../../design/page/OlderOnes.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { listComments } from '../contract.ts';
import { CommentRow } from './CommentRow.tsx';
import type { OfRecord } from './of-record.ts';
import { WatchButton } from './WatchButton.tsx';
import { WriteComment } from './WriteComment.tsx';
import './discussion.css';

const shown = 20;

/** What was said to a record, newest first, and a place to say something. What others say meanwhile is told and moves nothing. */
export function Discussion({ kind, id }: OfRecord) {
  const news = useUnseen('discussion');
  const asked = useOperationPages(
    listComments,
    (cursor) => ({ params: { kind, id }, query: { limit: shown, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const first = asked.data?.pages[0];
  const state = first === undefined ? stateOf(asked, { rows: 4, height: 56 }) : null;
  if (state !== null || first === undefined) return <StatePanel state={state ?? { kind: 'loading', rows: 4, height: 56 }} />;
  const { rows, more } = gridOf(asked, (page) => page.items);
  const refresh = async () => {
    await asked.refetch();
    news.seen();
  };
  return (
    <div className="dsc">
      <div className="dsc-top">
        <WatchButton kind={kind} id={id} watching={first.watching} can={first.can.watch} onDone={() => void asked.refetch()} />
      </div>
      <WriteComment kind={kind} id={id} can={first.can.write} onWritten={() => void refresh()} />
      {news.stale && !asked.isFetching ? (
        <StatePanel state={{ kind: 'stale', text: 'Something was said since.', onRefresh: () => void refresh() }} />
      ) : null}
      {rows.length === 0 ? <p className="il-missing">Nobody has said anything to it yet.</p> : null}
      <ol className="dsc-list" aria-label="Comments, newest first">
        {rows.map((comment) => (
          <CommentRow key={comment.id} comment={comment} onDone={() => void refresh()} />
        ))}
      </ol>
      <OlderOnes more={more} />
    </div>
  );
}
