import { Button } from '@mantine/core';
import { PageBody } from '../../../design/page/layout.tsx';
import { OlderOnes } from '../../../design/page/OlderOnes.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listInbox, readInbox } from '../contract.ts';
import { NoticeRows } from './NoticeRows.tsx';
import './discussion.css';

function Lines() {
  const asked = useOperationPages(
    listInbox,
    (cursor) => ({ query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const ask = useAsk(readInbox, () => undefined);
  const state = asked.data === undefined ? stateOf(asked, { rows: 6, height: 48 }) : null;
  if (state !== null) return <StatePanel state={state} />;
  const { rows, more } = gridOf(asked, (page) => page.items);
  const [newest] = rows;
  if (newest === undefined)
    return (
      <StatePanel
        state={{
          kind: 'empty',
          title: 'You were told nothing yet',
          text: 'Here stands what others say to you, and what happens to records that you watch. Watch is on the page Discussion of each record.',
        }}
      />
    );
  return (
    <div className="dsc">
      <RefusalPanel refusals={ask.refusals} />
      {rows.some((line) => !line.read) ? (
        <div>
          <Button variant="default" loading={ask.busy} onClick={() => void ask.send({ body: { upTo: newest.place } })}>
            I have read all this
          </Button>
        </div>
      ) : null}
      <NoticeRows lines={rows} label="Newest first" />
      <OlderOnes more={more} />
    </div>
  );
}

/** Everything that one was told, newest first. */
export function Screen() {
  return (
    <>
      <PageHead title="Inbox" sub="What others say to you, and what happens to records that you watch" />
      <PageBody>
        <Lines />
      </PageBody>
    </>
  );
}
