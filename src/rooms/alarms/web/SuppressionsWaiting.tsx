import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { listSuppressions } from '../contract.ts';
import './alarms.css';

const shown = 3;

/** Suppressions of alarms that somebody asked for and the reader may approve; nothing where there is none. Who asked for one is not shown it here. */
export function SuppressionsWaiting() {
  const asked = useOperation(listSuppressions, { query: { state: 'requested', limit: 20 } }).data?.value;
  const items = (asked?.items ?? []).filter(({ can }) => can.approve === true);
  if (items.length === 0) return null;
  return (
    <div className="alm-waiting">
      <Card title="Suppressions of alarms wait for you" count={items.length}>
        <ul aria-live="polite">
          {items.slice(0, shown).map((one) => (
            <li key={one.id}>
              <KeyTag href="/alarms/suppressions">{one.key}</KeyTag> {one.says}
              <p className="alm-dim">
                {one.requestedBy.name} asks that nobody be told until <TimeText at={one.endsAt} />: {one.reason}
              </p>
            </li>
          ))}
        </ul>
        {items.length > shown ? (
          <p className="alm-dim">
            {items.length - shown} more follow these; all are among{' '}
            <AppLink href="/alarms/suppressions">the suppressions</AppLink>.
          </p>
        ) : null}
      </Card>
    </div>
  );
}
