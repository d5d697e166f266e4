import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type ExceptionRow, listExceptions } from '../contract.ts';
import { worthOf } from './exception-words.ts';
import { ruleWords } from './words.ts';
import './exceptions.css';

const shown = 20;

function Row({ one }: { readonly one: ExceptionRow }) {
  const worth = worthOf(one);
  return (
    <li>
      <div className="ilk-exception">
        <AppLink href={`/exceptions/${one.key}`}>{one.key}</AppLink>
        <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge>
        <span>
          {ruleWords[one.collision.rule]}, {one.collision.resource.label}
        </span>
      </div>
      <p className="il-reason">
        {one.asked.by.name}: {one.asked.reason}
      </p>
      <p>
        Until <TimeText at={one.expiresAt} />
        {one.decided === null ? '' : `; decided by ${one.decided.by.name}`}
      </p>
    </li>
  );
}

export type ExceptionsOfProps = {
  /** Kind and key (or id) of a party of the collisions, as in `release:REL-1042`. */
  readonly owner: string;
};

/** Exceptions to collisions in which a record has a part, ended ones too, newest first. Nothing where there never was any. */
export function ExceptionsOf({ owner }: ExceptionsOfProps) {
  const asked = useOperation(listExceptions, { query: { owner, limit: shown } });
  const page = asked.data?.value;
  if (page === undefined) {
    const state = stateOf(asked, { rows: 2 });
    return state === null || state.kind === 'loading' ? null : <StatePanel state={state} />;
  }
  if (page.items.length === 0) return null;
  return (
    <Card title="Exceptions" count={page.items.length}>
      <ul className="ilk-list">
        {page.items.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
      {page.nextCursor === null ? null : (
        <AppLink href={`/exceptions?owner=${encodeURIComponent(owner)}`}>All exceptions of this record</AppLink>
      )}
    </Card>
  );
}
