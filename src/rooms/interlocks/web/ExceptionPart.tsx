import { AppLink } from '../../../design/navigation.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { Can } from '../../../foundation/contract.ts';
import type { CollisionShown } from '../contract.ts';
import { AskException } from './AskException.tsx';
import { worthOf } from './exception-words.ts';
import './exceptions.css';

export type ExceptionPartProps = { readonly collision: CollisionShown; readonly can: Can | undefined };

/** The exception of a collision, and the way to ask for one. Nothing where none is needed. */
export function ExceptionPart({ collision, can }: ExceptionPartProps) {
  const { exception } = collision;
  if (collision.severity !== 'needs-exception' || collision.state !== 'open') return null;
  const worth = exception === null ? null : worthOf({ ...exception, over: Date.parse(exception.expiresAt) <= Date.now() });
  return (
    <div className="ilk-exception">
      {exception === null || worth === null ? (
        <span>No exception yet: it stands in the way.</span>
      ) : (
        <span>
          <AppLink href={`/exceptions/${exception.key}`}>Exception {exception.key}</AppLink>{' '}
          <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge> until <TimeText at={exception.expiresAt} />
        </span>
      )}
      {exception?.inForce === true || exception?.state === 'asked' ? null : <AskException collision={collision} can={can} />}
    </div>
  );
}
