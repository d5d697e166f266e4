import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { changeInteractions } from '../contract.ts';
import { StateBadge } from './parts.tsx';

type Reply = ReplyOf<typeof changeInteractions>;
type Way = Reply['items'][number]['ways'][number];

function wayText({ how, mine, theirs }: Way): string {
  const other = theirs?.name ?? 'an application of it';
  if (how === 'same') return `Both touch ${mine.name}`;
  return how === 'needs'
    ? `${mine.name} needs ${other}, which it changes`
    : `${other} needs ${mine.name}, which this one changes`;
}

function List({ items }: Pick<Reply, 'items'>) {
  return (
    <ul className="chg-list">
      {items.map((item) => (
        <li key={item.id}>
          <div>
            {item.state === null ? item.name : <AppLink href={`/changes/${item.key}`}>{item.name}</AppLink>}
            <small>
              <KeyTag>{item.key}</KeyTag> <TimeText at={item.planned.start} zone={item.planned.zone} /> –{' '}
              <TimeText at={item.planned.end} zone={item.planned.zone} />
            </small>
            {item.ways.map((way) => (
              <small key={`${way.how}${way.mine.id}${way.theirs?.id ?? ''}`}>{wayText(way)}.</small>
            ))}
          </div>
          {item.state === null ? null : <StateBadge state={item.state} />}
        </li>
      ))}
    </ul>
  );
}

const nothing = {
  over: 'The work on it is over.',
  'not-planned': 'Nobody has said when it is implemented: what it meets then is not known.',
} as const;

/** What is planned at the same time on the same applications, or on those that need each other. */
export function Interactions({ id }: { readonly id: string }) {
  const asked = useOperation(changeInteractions, { params: { id } });
  const reply = asked.data?.value;
  const state = stateOf(asked, { rows: 2 });
  return (
    <Card title="Meets at the same time" count={reply?.items.length}>
      {reply === undefined ? (
        <StatePanel state={state ?? { kind: 'loading', rows: 2 }} />
      ) : reply.items.length === 0 ? (
        <p className="chg-quiet">
          {reply.why === null
            ? 'No other change of that time touches these applications, or those that need each other.'
            : nothing[reply.why]}
        </p>
      ) : (
        <List items={reply.items} />
      )}
      {reply?.more === true ? <p className="chg-quiet">Only the first 300 changes of that time were looked at.</p> : null}
    </Card>
  );
}
