import { AppLink } from '../../../../design/navigation.tsx';
import { Card } from '../../../../design/page/layout.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { counted } from '../../../../design/parts/in-sentence.ts';
import { StatusBadge } from '../../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import type { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import type { accessReviewsWaiting } from '../../../access/contract.ts';
import type { waitingApprovals } from '../../../approvals/contract.ts';
import type { gatesWaiting } from '../../../gates/contract.ts';
import type { home } from '../../contract.ts';
import { type WaitingItem, waitingItems } from './waiting-items.ts';

export type WaitingCardProps = {
  readonly home: ReplyOf<typeof home>;
  readonly approvals: ReturnType<typeof useOperation<typeof waitingApprovals>>;
  readonly access: ReturnType<typeof useOperation<typeof accessReviewsWaiting>>;
  readonly gates: ReturnType<typeof useOperation<typeof gatesWaiting>>;
};

const Item = ({ item }: { readonly item: WaitingItem }) => (
  <li>
    <div>
      <AppLink href={item.href}>{item.title}</AppLink>
      <small>{item.text}</small>
    </div>
    <StatusBadge tone={item.tone}>{item.badge}</StatusBadge>
  </li>
);

const List = ({ items }: { readonly items: readonly WaitingItem[] }) => (
  <ul className="rel-list">
    {items.map((item) => (
      <Item key={item.id} item={item} />
    ))}
  </ul>
);

/** Gates to decide, approvals to give, access to answer for, criteria to fill, steps to take, own releases in trouble; each leads to the place where it is done. */
export function WaitingCard({ home: shown, approvals, access, gates }: WaitingCardProps) {
  const items = waitingItems(
    shown,
    approvals.data?.value.items ?? [],
    gates.data?.value.items ?? [],
    access.data?.value.items ?? [],
    Date.now(),
  );
  const now = items.filter((item) => item.later !== true);
  const later = items.filter((item) => item.later === true);
  const failed = [gates, approvals, access].find((asked) => asked.error !== null);
  const troubled = failed === undefined ? null : stateOf(failed);
  return (
    <Card title="Waiting for you" count={now.length}>
      {troubled === null ? null : <StatePanel state={troubled} />}
      {gates.isPending ? <StatePanel state={{ kind: 'loading', rows: 3, height: 48 }} /> : null}
      {now.length === 0 && !gates.isPending && troubled === null ? (
        <StatePanel
          state={{
            kind: 'empty',
            title: 'Nothing waits for you',
            text: 'Gates, approvals, criteria and steps that need you appear here by themselves.',
          }}
        />
      ) : null}
      <List items={now} />
      {later.length === 0 ? null : (
        <details className="rel-later">
          <summary>Later: {counted(later.length, 'gate')} due in more than 30 days</summary>
          <List items={later} />
        </details>
      )}
    </Card>
  );
}
