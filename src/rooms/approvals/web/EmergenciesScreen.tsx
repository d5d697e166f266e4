import { AppLink } from '../../../design/navigation.tsx';
import { PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listVerbals, type VerbalShown } from '../contract.ts';
import { ApprovalsTabs } from './ApprovalsTabs.tsx';
import { verbalWorth } from './emergency-words.ts';
import './approvals.css';

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

const shown = 100;

/** What passed on word of mouth, and which approvals are owed for it. */
export function Screen() {
  const asked = useOperation(listVerbals, { query: { limit: shown } });
  const page = asked.data?.value;
  const state = stateOf(asked, { rows: 8, height: 48 });
  return (
    <>
      <PageHead
        title="Emergencies"
        sub="Steps that passed on what somebody said by word of mouth. What is overdue holds other releases of the same applications back."
      >
        <ApprovalsTabs active="emergencies" />
      </PageHead>
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {page?.items.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'Nothing passed as an emergency',
              text: 'A verbal authorisation is recorded on the approvals of a release of the kind emergency.',
            }}
          />
        ) : null}
        {page === undefined || page.items.length === 0 ? null : (
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
                {page.items.map((one) => (
                  <Row key={one.id} one={one} />
                ))}
              </tbody>
            </table>
          </ScrollX>
        )}
        {page?.nextCursor == null ? null : <p className="apv-quiet">The newest {shown} are shown; the API has them all.</p>}
      </PageBody>
    </>
  );
}
