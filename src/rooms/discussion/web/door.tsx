import { lazy, Suspense } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import type { OfRecord } from './of-record.ts';

/** What other rooms embed of the discussion of a record: the whole of it, or where it is. */
const Lazy = lazy(async () => ({ default: (await import('./Discussion.tsx')).Discussion }));

/** What was said to a record, and a place to say something. Its code comes when it is shown. */
export const Discussion = (record: OfRecord) => (
  <Suspense fallback={<StatePanel state={{ kind: 'loading', rows: 3 }} />}>
    <Lazy {...record} />
  </Suspense>
);

/** The same as a card at the end of a record's page. */
export const DiscussionOf = (record: OfRecord) => (
  <Card title="Discussion">
    <Discussion {...record} />
  </Card>
);

const Waiting = lazy(async () => ({ default: (await import('./InboxWaiting.tsx')).InboxWaiting }));

/** What the reader was told and has not read: for their first page. */
export const InboxWaiting = () => (
  <Suspense>
    <Waiting />
  </Suspense>
);

export const DiscussionLink = ({ kind, id }: OfRecord) => (
  <AppLink href={`/discussions/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`}>Discussion</AppLink>
);
