import { AppLink } from '../../../design/navigation.tsx';
import { PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listRequirements, type RequirementRow } from '../contract.ts';
import { ApprovalsTabs } from './ApprovalsTabs.tsx';
import { ProposeButton } from './ProposeDialog.tsx';
import { requirementTone, scopeWords, seatsText } from './words.ts';
import './approvals.css';

function Rows({ items }: { readonly items: readonly RequirementRow[] }) {
  return (
    <ScrollX label="Requirements">
      <table className="il-table apv-table">
        <thead>
          <tr>
            <th scope="col">Requirement</th>
            <th scope="col">Before</th>
            <th scope="col">Who</th>
            <th scope="col">Meaning</th>
            <th scope="col">For</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, key, state, effectiveFrom, terms }) => (
            <tr key={id}>
              <th scope="row">
                <AppLink href={`/approvals/requirements/${key}`}>{terms.name}</AppLink> <KeyTag>{key}</KeyTag>
              </th>
              <td>{terms.stepSays}</td>
              <td>{seatsText(terms.seats, terms.who.says)}</td>
              <td>{terms.meaning.text}</td>
              <td>
                {terms.unit.name}
                <div className="apv-quiet">{scopeWords(terms.scope)}</div>
              </td>
              <td>
                <StatusBadge tone={requirementTone[state].tone}>{requirementTone[state].text}</StatusBadge>
                <div className="apv-quiet apv-line">
                  from <TimeText at={effectiveFrom} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

/** What must be approved by whom before steps are taken. */
export function Screen() {
  const asked = useOperation(listRequirements, { query: { limit: 200 } });
  const items = asked.data?.value.items;
  const state = stateOf(asked, { rows: 8, height: 48 });
  return (
    <>
      <PageHead
        title="What must be approved"
        sub="All requirements that hold for a record are asked together; one person counts once. A change takes effect when everybody has signed whom it asks today, and quality."
        actions={<ProposeButton change={null} />}
      >
        <ApprovalsTabs active="requirements" />
      </PageHead>
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {items?.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'Nothing has to be approved yet',
              text: 'Steps wait for their gates and rules alone. Propose a requirement: quality signs it, and from then on the step waits.',
            }}
          />
        ) : null}
        {items === undefined || items.length === 0 ? null : <Rows items={items} />}
      </PageBody>
    </>
  );
}
