import { AppLink } from '../../../design/navigation.tsx';
import { ScrollX } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { listVerbals, type VerbalShown } from '../contract.ts';
import { verbalWorth } from './emergency-words.ts';
import { PagedList, pageAt } from './PagedList.tsx';

function Row({ one }: { readonly one: VerbalShown }) {
  const worth = verbalWorth(one);
  return (
    <tr>
      <th scope="row">
        <AppLink href={`/approvals/emergencies/${one.id}`}>{one.subject.label}</AppLink>
        <div className="apv-quiet">{one.says}</div>
      </th>
      <td>
        <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge>
      </td>
      <td>
        <TimeText at={one.dueAt} />
      </td>
      <td>
        {one.authorisedBy.name}
        <div className="apv-quiet">recorded by {one.recordedBy.name}</div>
      </td>
      <td>{one.requirements.join(', ')}</td>
      <td>{one.reason}</td>
    </tr>
  );
}

/** What passed on word of mouth, and which approvals are owed for it. */
export function Screen() {
  return (
    <PagedList
      tab="emergencies"
      title="Emergencies"
      sub="Steps that passed on what somebody said by word of mouth. What is overdue holds other releases of the same applications back."
      height={48}
      empty={{
        title: 'Nothing passed as an emergency',
        text: 'A verbal authorisation is recorded on the approvals of a release of the kind emergency.',
      }}
      asked={useOperationPages(listVerbals, pageAt, (reply) => reply)}
    >
      {(items) => (
        <ScrollX label="Emergencies">
          <table className="il-table apv-table">
            <thead>
              <tr>
                <th scope="col">Record and step</th>
                <th scope="col" className="apv-now">
                  Now
                </th>
                <th scope="col">Due</th>
                <th scope="col">Said by</th>
                <th scope="col">Missing then</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <Row key={one.id} one={one} />
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
    </PagedList>
  );
}
