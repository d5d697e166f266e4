import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { listAlarms } from '../contract.ts';
import { severityWords, stateWords, subjectText } from './words.ts';
import './alarms.css';

/** As many as leave the page to what the person came for. */
const shown = 3;

/** Alarms on which the reader must act and that nobody has acknowledged; nothing where there is none. Comes and goes by live news. */
export function AlarmsWaiting() {
  const asked = useOperation(listAlarms, { query: { mine: 'true', limit: 20 } }).data?.value;
  const items = asked?.items ?? [];
  if (items.length === 0) return null;
  return (
    <div className="alm-waiting">
      <Card title="Alarms wait for you" count={items.length}>
        <ul aria-live="polite">
          {items.slice(0, shown).map((alarm) => (
            <li key={alarm.id}>
              <StatusBadge tone={severityWords[alarm.severity].tone}>{severityWords[alarm.severity].text}</StatusBadge>{' '}
              <KeyTag href={`/alarms/${alarm.key}`}>{alarm.key}</KeyTag> {alarm.says}
              {subjectText(alarm) === null ? '' : `: ${subjectText(alarm)}`}
              <p className="alm-dim">
                {stateWords[alarm.state].text}, raised <TimeText at={alarm.raisedAt} />
              </p>
            </li>
          ))}
        </ul>
        {items.length > shown ? (
          <p className="alm-dim">
            {asked?.nextCursor === null ? items.length - shown : `More than ${items.length - shown}`} more follow these; all are
            among <AppLink href="/alarms?state=raised,passed">the alarms</AppLink>.
          </p>
        ) : null}
      </Card>
    </div>
  );
}
