import { AppLink } from '../../../design/navigation.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { Mark } from '../../signatures/web/door.tsx';
import { listGiven } from '../contract.ts';
import { PagedList, pageAt } from './PagedList.tsx';

type Item = ReplyOf<typeof listGiven>['items'][number];

function Row({ item }: { readonly item: Item }) {
  return (
    <li className="apv-row">
      <div>
        <p className="apv-row-head">
          <AppLink href={`/approvals/given/${item.id}`}>
            {item.says}, {item.subject.label}
          </AppLink>
        </p>
        <p className="apv-quiet">
          {item.person.name}, <TimeText at={item.at} />
          {Object.keys(item.answers).length === 0 ? '' : `, for ${Object.keys(item.answers).join(', ')}`}
          {item.reason === null ? '' : `: “${item.reason}”`}
        </p>
        <Mark mark={item.signature} asked />
      </div>
      <div className="apv-row-acts">
        {item.withdrawn === null ? null : <StatusBadge tone="gray">Withdrawn</StatusBadge>}
        <StatusBadge tone={item.verdict === 'approved' ? 'teal' : 'red'}>{item.meaning.text}</StatusBadge>
      </div>
    </li>
  );
}

/** Everything that was said to steps of records that the reader may see, newest first. */
export function Screen() {
  return (
    <PagedList
      tab="given"
      title="Given approvals"
      sub="Every yes and every no with its signature. Whether a yes counts at the moment is shown with its record."
      height={64}
      empty={{ title: 'Nothing was said yet', text: 'Approvals and rejections are listed here once they are signed.' }}
      asked={useOperationPages(listGiven, pageAt, (reply) => reply)}
    >
      {(items) => (
        <ul className="apv-rows" aria-label="Given approvals">
          {items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </ul>
      )}
    </PagedList>
  );
}
