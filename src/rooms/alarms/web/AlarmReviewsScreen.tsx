import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { OlderOnes } from '../../../design/page/OlderOnes.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listReviews, previewReview, type ReviewView } from '../contract.ts';
import { AlarmTabs } from './AlarmTabs.tsx';
import './alarms.css';
import { RecordReview } from './RecordReview.tsx';
import { Statistics } from './Statistics.tsx';

type Next = ReplyOf<typeof previewReview>;

const Span = ({ from, until }: Pick<Next, 'from' | 'until'>) => (
  <>
    {from === null ? 'From the first alarm' : <TimeText at={from} />} until <TimeText at={until} />
  </>
);

function Due({ next }: { readonly next: Next }) {
  if (next.dueAt === null) return <p className="alm-dim">Nothing stands in the log yet, and no review is due.</p>;
  return (
    <p className="alm-dim">
      <StatusBadge tone={next.overdue ? 'red' : 'gray'}>{next.overdue ? 'Overdue' : 'Due'}</StatusBadge>{' '}
      <TimeText at={next.dueAt} />: at most {next.days} days after the last one, by the compliance profile.
    </p>
  );
}

function Review({ review }: { readonly review: ReviewView }) {
  const raised = review.statistics.kinds.reduce((sum, one) => sum + one.raised, 0);
  return (
    <li>
      <KeyTag>{review.key}</KeyTag> <Span from={review.from} until={review.until} />
      <p>{review.comment}</p>
      <p className="alm-dim">
        {review.reviewedBy.name} · <AppLink href={`/records/alarm-review/${review.id}`}>In the audit trail</AppLink>
      </p>
      <details>
        <summary>
          {raised} {raised === 1 ? 'alarm' : 'alarms'}, {review.statistics.suppressions.length}{' '}
          {review.statistics.suppressions.length === 1 ? 'suppression' : 'suppressions'}
        </summary>
        <Statistics of={review.statistics} />
      </details>
    </li>
  );
}

/** The periodic review of the log of alarms: what the next one has to look at, and those that were. */
export function Screen() {
  const asked = useOperation(previewReview);
  const next = asked.data?.value;
  const past = useOperationPages(
    listReviews,
    (cursor) => ({ query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const { rows, more } = gridOf(past, (page) => page.items);
  const state = stateOf(asked, { rows: 6 }) ?? stateOf(past, { rows: 6 });
  return (
    <>
      <PageHead
        title="Reviews of the log of alarms"
        sub="Quality looks at the log from time to time. Each review begins where the last one ended, so that nothing is left out."
        actions={next === undefined ? undefined : <RecordReview next={next} />}
      >
        <AlarmTabs active="reviews" />
      </PageHead>
      <PageBody>
        {state !== null || next === undefined ? (
          state === null ? null : (
            <StatePanel state={state} />
          )
        ) : (
          <div className="alm-stack">
            <Card title="The next review">
              <p>
                <Span from={next.from} until={next.until} />
              </p>
              <Due next={next} />
              <Statistics of={next.statistics} />
            </Card>
            <Card title="Reviews" count={rows.length}>
              {rows.length === 0 ? (
                <p className="il-missing">The log was not reviewed yet.</p>
              ) : (
                <ul className="alm-list">
                  {rows.map((review) => (
                    <Review key={review.id} review={review} />
                  ))}
                </ul>
              )}
              <OlderOnes more={more} />
            </Card>
          </div>
        )}
      </PageBody>
    </>
  );
}
