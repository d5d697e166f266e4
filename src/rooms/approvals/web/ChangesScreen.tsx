import { Button } from '@mantine/core';
import { PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listChanges } from '../contract.ts';
import { ApprovalsTabs } from './ApprovalsTabs.tsx';
import { ChangeRows } from './ChangeRows.tsx';
import './approvals.css';

/** Proposed changes of what must be approved, newest first. */
export function Screen() {
  const asked = useOperationPages(
    listChanges,
    (cursor) => ({ query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) } }),
    (reply) => reply,
  );
  const items = asked.data?.pages.flatMap((page) => page.items);
  const state = stateOf(asked, { rows: 8, height: 56 });
  return (
    <>
      <PageHead
        title="Changes of what must be approved"
        sub="A change takes effect with the last signature: quality’s, and those of everybody whom the requirement asks today."
      >
        <ApprovalsTabs active="changes" />
      </PageHead>
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {items?.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'Nothing was proposed yet',
              text: 'Propose a requirement, or a change of one, on the page of requirements.',
            }}
          />
        ) : null}
        {items === undefined || items.length === 0 ? null : <ChangeRows items={items} />}
        {asked.hasNextPage ? (
          <Button variant="default" mt="md" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            Show more
          </Button>
        ) : null}
      </PageBody>
    </>
  );
}
