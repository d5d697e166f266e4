import { Group } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { actOnNotice, showNotice } from '../contract.ts';
import { noticeWorth } from './emergency-words.ts';

type Notice = ReplyOf<typeof showNotice>;
const nothing = () => {};
const labels = { object: 'Object', withdraw: 'Withdraw' } as const;

function Verb({
  notice,
  version,
  verb,
}: {
  readonly notice: Notice;
  readonly version: number;
  readonly verb: 'object' | 'withdraw';
}) {
  const ask = useAsk(actOnNotice, nothing);
  return (
    <ActButton
      can={notice.can[verb]}
      label={labels[verb]}
      title={`${labels[verb]}: ${notice.key}`}
      danger={verb === 'withdraw'}
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: notice.id, verb }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

/** One notice: what is meant to be done, until when somebody may object, and who did. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showNotice, { params: { id: params.key ?? '' } });
  const notice = asked.data?.value;
  const state = stateOf(asked, { rows: 6 });
  const worth = notice === undefined ? null : noticeWorth(notice, Date.now());
  const version = asked.data?.version ?? notice?.version ?? 1;
  return (
    <>
      <PageHead
        title={notice === undefined ? 'Notice' : `Notice ${notice.key}`}
        {...(worth === null ? {} : { badges: <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge> })}
        sub={
          notice === undefined ? undefined : <AppLink href={`${notice.subject.link}/approvals`}>{notice.subject.label}</AppLink>
        }
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {notice === undefined ? null : (
          <Card
            title="What is meant to be done"
            actions={
              <Group gap="xs" className="il-no-print">
                <Verb notice={notice} version={version} verb="object" />
                <Verb notice={notice} version={version} verb="withdraw" />
              </Group>
            }
          >
            <p>{notice.text}</p>
            <FieldList
              columns={2}
              fields={[
                { label: 'Given by', value: <PersonTag name={notice.givenBy.name} /> },
                { label: 'Given at', value: <TimeText at={notice.givenAt} /> },
                { label: 'Who objects does so before', value: <TimeText at={notice.until} /> },
                { label: 'Nobody objected', value: notice.unopposed ? 'So it is noted; it is no approval' : 'Not to be told' },
                {
                  label: notice.state === 'objected' ? 'Objection' : 'Ended',
                  value:
                    notice.ended === null ? null : (
                      <>
                        <TimeText at={notice.ended.at} />, {notice.ended.by.name}: {notice.ended.reason}
                      </>
                    ),
                },
              ]}
            />
          </Card>
        )}
      </PageBody>
    </>
  );
}
