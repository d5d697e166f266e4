import { AppLink } from '../../../design/navigation.tsx';
import { ScrollX } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { Tone } from '../../../design/tokens.ts';
import type { AlarmView } from '../contract.ts';

type Delivery = AlarmView['deliveries'][number];
const states: Readonly<Record<Delivery['state'], { readonly text: string; readonly tone: Tone }>> = {
  waiting: { text: 'Waits', tone: 'orange' },
  sent: { text: 'Sent', tone: 'teal' },
  failed: { text: 'Given up', tone: 'red' },
};
const channels = { webhook: 'Webhook', mail: 'Mail' } as const;

function Row({ one }: { readonly one: Delivery }) {
  const last = one.attempts.at(-1);
  return (
    <tr>
      <th scope="row">
        {channels[one.channel]}
        {one.to === null ? '' : ` to ${one.to.name}`}
        <div className="alm-dim">{one.level === 2 ? 'Escalated' : 'Must act'}</div>
      </th>
      <td>
        <StatusBadge tone={states[one.state].tone}>{states[one.state].text}</StatusBadge>
        {one.nextAt === null ? null : (
          <div className="alm-dim">
            Next <TimeText at={one.nextAt} />
          </div>
        )}
      </td>
      <td>
        {last === undefined ? (
          'Not yet'
        ) : (
          <details>
            <summary>
              {one.attempts.length === 1 ? 'One attempt' : `${one.attempts.length} attempts`}, last <TimeText at={last.at} />
            </summary>
            <ol className="alm-attempts">
              {one.attempts.map((attempt) => (
                <li key={attempt.at}>
                  <TimeText at={attempt.at} />: {attempt.says}
                </li>
              ))}
            </ol>
          </details>
        )}
      </td>
    </tr>
  );
}

/** What was sent of an alarm, to whom, and what came of every attempt. */
export function Deliveries({ alarm }: { readonly alarm: AlarmView }) {
  if (alarm.deliveries.length === 0)
    return alarm.suppressed !== null ? (
      <p>
        Nobody is told before <TimeText at={alarm.suppressed.endsAt} />: <KeyTag>{alarm.suppressed.key}</KeyTag>, see{' '}
        <AppLink href="/alarms/suppressions">Suppressions</AppLink>.
      </p>
    ) : (
      <p className="il-missing">
        In the product alone: no channel was set when it was raised, or nobody holds a role that must act.
      </p>
    );
  return (
    <ScrollX label="Deliveries">
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">State</th>
            <th scope="col">Attempts</th>
          </tr>
        </thead>
        <tbody>
          {alarm.deliveries.map((one) => (
            <Row key={`${one.channel}-${one.to?.id}-${one.level}-${one.attempts[0]?.at}`} one={one} />
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
