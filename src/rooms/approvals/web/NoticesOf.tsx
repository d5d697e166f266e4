import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ShownRefusal } from '../../../design/refusal/refusal.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { listNotices, type NoticeShown } from '../contract.ts';
import { noticeWorth } from './emergency-words.ts';
import { GiveNotice } from './GiveNotice.tsx';
import './approvals.css';

export function NoticeLine({ notice, named }: { readonly notice: NoticeShown; readonly named: boolean }) {
  const worth = noticeWorth(notice, Date.now());
  return (
    <li className="apv-row">
      <div>
        <p className="apv-row-head">
          <KeyTag href={`/approvals/notices/${notice.key}`}>{notice.key}</KeyTag> {notice.text}
        </p>
        <p className="apv-quiet">
          {named ? (
            <>
              <AppLink href={`${notice.subject.link}/approvals`}>{notice.subject.label}</AppLink>,{' '}
            </>
          ) : null}
          given by {notice.givenBy.name}, until <TimeText at={notice.until} />
        </p>
      </div>
      <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge>
    </li>
  );
}

type NoticesOfProps = {
  readonly subject: { readonly kind: string; readonly id: string };
  readonly can: true | readonly ShownRefusal[] | undefined;
};

/** Notices about one record. They stand apart from what must be approved: silence is no approval. */
export function NoticesOf({ subject, can }: NoticesOfProps) {
  const named = `${subject.kind}:${subject.id}`;
  const items = useOperation(listNotices, { query: { subject: named, limit: 50 } }).data?.value.items ?? [];
  return (
    <Card title="Notices" count={items.length} actions={<GiveNotice subject={named} can={can} />}>
      {items.length === 0 ? (
        <p className="il-missing">No notice was given. A notice is never an approval.</p>
      ) : (
        <ul className="apv-rows" aria-label="Notices">
          {items.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} named={false} />
          ))}
        </ul>
      )}
    </Card>
  );
}
