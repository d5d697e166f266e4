import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { Mark } from '../../signatures/web/door.tsx';
import { showApproval } from '../contract.ts';
import './approvals.css';

/** What somebody said to a step, by its own address: trail and signatures lead here. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showApproval, { params: { id: params.id ?? '' } });
  const found = asked.data?.value;
  const state = stateOf(asked, { rows: 6 });
  return (
    <>
      <PageHead
        title={found === undefined ? 'Approval' : `${found.verdict === 'approved' ? 'Approval' : 'No'}: ${found.says}`}
        sub={found === undefined ? undefined : <AppLink href={`${found.subject.link}/approvals`}>{found.subject.label}</AppLink>}
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {found === undefined ? null : (
          <Card title={found.meaning.text}>
            <FieldList
              columns={2}
              fields={[
                { label: 'By', value: <PersonTag name={found.person.name} /> },
                { label: 'At', value: <TimeText at={found.at} /> },
                { label: 'For', value: Object.keys(found.answers).length === 0 ? null : Object.keys(found.answers).join(', ') },
                { label: 'Reason', value: found.reason },
                {
                  label: 'Withdrawn',
                  value:
                    found.withdrawn === null ? null : (
                      <>
                        <TimeText at={found.withdrawn.at} />: {found.withdrawn.reason}
                      </>
                    ),
                },
              ]}
            />
            <Mark mark={found.signature} asked />
          </Card>
        )}
      </PageBody>
    </>
  );
}
