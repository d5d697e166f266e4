import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { policiesOfRecord } from '../contract.ts';
import { ExceptionRow } from './PolicyExceptions.tsx';
import './policies.css';

/** Which version of each policy a record follows, whether there is a newer one, and its exceptions. `subject`: kind and key with a colon. */
export function PoliciesOf({ subject }: { readonly subject: string }) {
  const asked = useOperation(policiesOfRecord, { query: { subject } });
  const reply = asked.data?.value;
  if (reply === undefined) {
    const state = stateOf(asked, { rows: 2 });
    return state === null ? null : (
      <Card title="Policies">
        <StatePanel state={state} />
      </Card>
    );
  }
  if (reply.follows.length === 0 && reply.exceptions.length === 0) return null;
  return (
    <Card title="Policies" count={reply.follows.length}>
      <p className="pol-quiet">
        {reply.fixedAt === null ? (
          'In force now; which versions it follows is fixed when its dates are approved.'
        ) : (
          <>
            Fixed with the approval of its dates, <TimeText at={reply.fixedAt} />
          </>
        )}
      </p>
      <ul className="pol-follows">
        {reply.follows.map(({ policy, number, newer, withdrawn }) => (
          <li key={policy.id}>
            <KeyTag href={`/policies/${policy.key}`}>{`${policy.key}v${number}`}</KeyTag>
            <span>{policy.title}</span>
            {newer === null ? null : <StatusBadge tone="blue">{`Version ${newer} is in force by now`}</StatusBadge>}
            {withdrawn ? <StatusBadge tone="red">Withdrawn since</StatusBadge> : null}
          </li>
        ))}
      </ul>
      {reply.exceptions.map((one) => (
        <ExceptionRow key={one.id} one={one} naming="policy" />
      ))}
    </Card>
  );
}
