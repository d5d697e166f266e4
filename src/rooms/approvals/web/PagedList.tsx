import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { ApprovalsTabs, type Tab } from './ApprovalsTabs.tsx';
import './approvals.css';

type Asked<Item> = Parameters<typeof stateOf>[0] & {
  readonly data: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
};

type Props<Item> = {
  readonly tab: Tab;
  readonly title: string;
  readonly sub: string;
  /** Height of a row, in pixels: what is drawn while nothing is there yet. */
  readonly height: number;
  readonly empty: { readonly title: string; readonly text: string };
  readonly asked: Asked<Item>;
  readonly children: (items: readonly Item[]) => ReactNode;
};

/** Query of a page of such a list. */
export const pageAt = (cursor: string | undefined) => ({ query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) } });

/** A list of the approvals, newest first, that goes on for as long as there is more. */
export function PagedList<Item>({ tab, title, sub, height, empty, asked, children }: Props<Item>) {
  const items = asked.data?.pages.flatMap((page) => page.items);
  const state = stateOf(asked, { rows: 8, height });
  return (
    <>
      <PageHead title={title} sub={sub}>
        <ApprovalsTabs active={tab} />
      </PageHead>
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {items?.length === 0 ? <StatePanel state={{ kind: 'empty', ...empty }} /> : null}
        {items === undefined || items.length === 0 ? null : children(items)}
        {asked.hasNextPage ? (
          <Button variant="default" mt="md" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            Show more
          </Button>
        ) : null}
      </PageBody>
    </>
  );
}
