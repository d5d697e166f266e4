import { AppLink } from '../../../design/navigation.tsx';
import { PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { waitingApprovals } from '../contract.ts';
import { ApprovalsTabs } from './ApprovalsTabs.tsx';
import { Say } from './SayDialog.tsx';
import './approvals.css';

type Item = ReplyOf<typeof waitingApprovals>['items'][number];

function Row({ item }: { readonly item: Item }) {
  const { subject, step } = item;
  return (
    <li className="apv-row">
      <div>
        <p className="apv-row-head">
          <AppLink href={`${subject.link}/approvals`}>{subject.label}</AppLink>
        </p>
        <p className="apv-quiet">
          {item.says}: asks for you ({item.meaning.text.toLowerCase()})
          {item.since === null ? null : (
            <>
              , waiting since <TimeText at={item.since} />
            </>
          )}
        </p>
        <p className="apv-quiet">
          {item.requirements.map(({ key, name }) => (
            <span key={key} className="apv-tag">
              <KeyTag href={`/approvals/requirements/${key}`}>{key}</KeyTag> {name}
            </span>
          ))}
        </p>
      </div>
      <div className="apv-row-acts il-no-print">
        <AppLink href={`${subject.link}/approvals`}>Look at it</AppLink>
        <Say
          named={`${subject.kind}:${subject.id}:${step}`}
          title={`${item.says}, ${subject.label}`}
          verb={item.verb}
          can={true}
          filled
        />
      </div>
    </li>
  );
}

/** What waits for an approval that the reader could give. */
export function Screen() {
  const asked = useOperation(waitingApprovals);
  const found = asked.data?.value;
  const state = stateOf(asked, { rows: 8, height: 56 });
  return (
    <>
      <PageHead title="Approvals" sub="Steps that wait for a yes that you could give. Look at the record before you sign.">
        <ApprovalsTabs active="waiting" />
      </PageHead>
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {found?.items.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'Nothing waits for you',
              text: 'When a step needs an approval that you could give, it is listed here.',
            }}
          />
        ) : null}
        {found === undefined || found.items.length === 0 ? null : (
          <>
            <ul className="apv-rows" aria-label="Waiting for your approval">
              {found.items.map((item) => (
                <Row key={`${item.subject.id} ${item.step} ${item.verb}`} item={item} />
              ))}
            </ul>
            {found.complete ? null : <p className="apv-quiet">There may be more: only the oldest records are looked at.</p>}
          </>
        )}
      </PageBody>
    </>
  );
}
