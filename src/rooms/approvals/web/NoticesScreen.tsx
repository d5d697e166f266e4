import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { listNotices } from '../contract.ts';
import { NoticeLine } from './NoticesOf.tsx';
import { PagedList, pageAt } from './PagedList.tsx';

/** What is meant to be done, to which who objects does so by a date. */
export function Screen() {
  return (
    <PagedList
      tab="notices"
      title="Notices"
      sub="What is meant to be done outside of GxP and SOX; who objects does so by a date. Silence is noted and is never an approval."
      height={56}
      empty={{
        title: 'No notice was given',
        text: 'Notice is given on the approvals of a release, where the compliance profile allows it.',
      }}
      asked={useOperationPages(listNotices, pageAt, (reply) => reply)}
    >
      {(items) => (
        <ul className="apv-rows" aria-label="Notices">
          {items.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} named />
          ))}
        </ul>
      )}
    </PagedList>
  );
}
