import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { showRetention } from '../contract.ts';
import { HoldRecord } from './HoldActs.tsx';
import './retention.css';

/** Until when a record is kept, what of, and the way to keep it longer. */
export function RetentionOf({ kind, id }: { readonly kind: string; readonly id: string }) {
  const asked = useOperation(showRetention, { params: { kind, id } });
  const kept = asked.data?.value;
  const state = stateOf(asked, { rows: 2 });
  if (kept === undefined)
    return state === null ? null : (
      <Card title="Retention">
        <StatePanel state={state} />
      </Card>
    );
  return (
    <Card title="Retention" actions={<HoldRecord kind={kind} id={id} can={kept.can.hold} />}>
      <p className="ret-end">
        {kept.until === null ? (
          <StatusBadge tone="blue">Open</StatusBadge>
        ) : (
          <span>
            Kept until <DateText at={kept.until} />
          </span>
        )}
        {kept.trailUntil !== kept.until && kept.trailUntil !== null ? (
          <span className="ret-quiet">
            its entries until <DateText at={kept.trailUntil} />
          </span>
        ) : null}
        <span className="ret-quiet">
          Class {kept.retention}, {kept.years} years. <AppLink href="/retention">Register of record types</AppLink>
        </span>
      </p>
      <ul className="ret-grounds">
        {kept.grounds.map((ground) => (
          <li key={ground.says}>
            <span>{ground.says}</span>
            <span className="ret-quiet">{ground.until === null ? 'open' : <DateText at={ground.until} />}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
