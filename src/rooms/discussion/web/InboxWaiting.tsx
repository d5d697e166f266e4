import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { listInbox } from '../contract.ts';
import { NoticeRows } from './NoticeRows.tsx';
import './discussion.css';

/** As many as leave the page to what the person came for. */
const shown = 3;

/** What the reader was told and has not read; nothing where there is nothing. Comments come by live news. */
export function InboxWaiting() {
  const asked = useOperation(listInbox, { query: { unread: 'true', limit: 20 } }).data?.value;
  const items = asked?.items ?? [];
  if (items.length === 0) return null;
  const more = items.length - shown;
  return (
    <div className="dsc-waiting">
      <Card title="For you to read" count={items.length} actions={<AppLink href="/inbox">All of it</AppLink>}>
        <NoticeRows lines={items.slice(0, shown)} label="For you to read" />
        {more > 0 ? (
          <p className="dsc-quiet">{asked?.nextCursor === null ? more : `More than ${more}`} more are in the inbox.</p>
        ) : null}
      </Card>
    </div>
  );
}
