import { AppLink } from '../../../design/navigation.tsx';
import { Card, Columns, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { HistoryList } from '../../../design/parts/HistoryList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type AlarmView, showAlarm } from '../contract.ts';
import { Acknowledge } from './Acknowledge.tsx';
import './alarms.css';
import { Deliveries } from './Deliveries.tsx';
import { severityWords, stateWords, stepWords, subjectText } from './words.ts';

function Facts({ alarm }: { readonly alarm: AlarmView }) {
  const about = subjectText(alarm);
  return (
    <FieldList
      columns={2}
      fields={[
        { label: 'State', value: stateWords[alarm.state].says },
        { label: 'Details', value: alarm.details },
        {
          label: 'About',
          value: about !== null && alarm.subject.link !== null ? <AppLink href={alarm.subject.link}>{about}</AppLink> : about,
        },
        { label: 'In the trail', value: alarm.entry === null ? null : `Somebody or something ${alarm.entry}` },
        { label: 'Raised', value: <TimeText at={alarm.raisedAt} /> },
        {
          label: 'Times',
          value:
            alarm.times === 1 ? (
              'Once'
            ) : (
              <>
                {alarm.times} times, last <TimeText at={alarm.lastAt} />
              </>
            ),
        },
        { label: 'Over since', value: alarm.endedAt === null ? 'It stands' : <TimeText at={alarm.endedAt} /> },
        { label: 'Must act', value: alarm.roles.join(', ') },
        {
          label: 'Told where nobody acts in time',
          value: `${alarm.escalatesTo.join(', ')}${alarm.level === 2 ? ': they were told' : ''}`,
        },
      ]}
    />
  );
}

const Acknowledged = ({ by }: { readonly by: NonNullable<AlarmView['acknowledged']> }) => (
  <Card title="Acknowledged">
    <FieldList
      fields={[
        { label: 'By', value: <PersonTag name={by.by.name} sub={by.as.join(', ')} /> },
        { label: 'At', value: <TimeText at={by.at} /> },
        { label: 'Comment', value: by.comment },
      ]}
    />
  </Card>
);

const History = ({ alarm }: { readonly alarm: AlarmView }) => (
  <Card title="History" actions={<AppLink href={`/records/alarm/${alarm.id}`}>In the audit trail</AppLink>}>
    <HistoryList
      label="History of the alarm"
      entries={alarm.steps
        .map((step, place) => ({
          id: `${place}`,
          at: step.at,
          who: step.by?.name ?? 'Interlock',
          text: stepWords[step.verb],
          reason: step.comment ?? undefined,
        }))
        .toReversed()}
    />
  </Card>
);

/** One alarm: what happened, who knows, what was done about it. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showAlarm, { params: { id: params.key ?? '' } });
  const alarm = asked.data?.value;
  const state = stateOf(asked, { rows: 6 });
  return (
    <>
      <PageHead
        title={alarm?.says ?? 'Alarm'}
        keyText={alarm?.key}
        trail={[{ label: 'Alarms', href: '/alarms' }]}
        badges={
          alarm === undefined ? undefined : (
            <>
              <StatusBadge tone={stateWords[alarm.state].tone}>{stateWords[alarm.state].text}</StatusBadge>
              <StatusBadge tone={severityWords[alarm.severity].tone}>{severityWords[alarm.severity].text}</StatusBadge>
            </>
          )
        }
        actions={alarm === undefined ? undefined : <Acknowledge alarm={alarm} version={asked.data?.version ?? alarm.version} />}
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {alarm === undefined ? null : (
          <Columns aside={<History alarm={alarm} />} asideLabel="What became of it">
            <Card title="What happened">
              <Facts alarm={alarm} />
            </Card>
            {alarm.acknowledged === null ? null : <Acknowledged by={alarm.acknowledged} />}
            <Card title="Told" count={alarm.deliveries.length}>
              <Deliveries alarm={alarm} />
            </Card>
          </Columns>
        )}
      </PageBody>
    </>
  );
}
