import { PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listNotices } from '../contract.ts';
import { ApprovalsTabs } from './ApprovalsTabs.tsx';
import { NoticeLine } from './NoticesOf.tsx';
import './approvals.css';

const shown = 100;

/** What is meant to be done, to which who objects does so by a date. */
export function Screen() {
  const asked = useOperation(listNotices, { query: { limit: shown } });
  const page = asked.data?.value;
  const state = stateOf(asked, { rows: 8, height: 56 });
  return (
    <>
      <PageHead
        title="Notices"
        sub="What is meant to be done outside of GxP and SOX; who objects does so by a date. Silence is noted and is never an approval."
      >
        <ApprovalsTabs active="notices" />
      </PageHead>
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {page?.items.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'No notice was given',
              text: 'Notice is given on the approvals of a release, where the compliance profile allows it.',
            }}
          />
        ) : null}
        {page === undefined || page.items.length === 0 ? null : (
          <ul className="apv-rows" aria-label="Notices">
            {page.items.map((notice) => (
              <NoticeLine key={notice.id} notice={notice} named />
            ))}
          </ul>
        )}
        {page?.nextCursor == null ? null : <p className="apv-quiet">The newest {shown} are shown; the API has them all.</p>}
      </PageBody>
    </>
  );
}
