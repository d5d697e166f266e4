import type { PoolClient } from 'pg';

/** Ends the text of a statement after which its transaction has nothing left to do but to commit. */
export const lastOfTransaction = '/* last of its transaction */';

export const isLastOfTransaction = (text: unknown): boolean => typeof text === 'string' && text.endsWith(lastOfTransaction);

const tookBack = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'command' in result && result.command === 'ROLLBACK';

/**
 * COMMIT goes out in one packet with the last statement of its transaction: one round trip less for each act. PostgreSQL itself keeps the law: after a statement
 * that failed, COMMIT takes all of it back and says ROLLBACK. The caller still commits, and is answered by what was sent.
 */
export function commitAlong(client: PoolClient): void {
  const query: unknown = Reflect.get(client, 'query');
  if (typeof query !== 'function') throw new Error('the driver has no query');
  const send = (args: readonly unknown[]): Promise<unknown> => Promise.resolve(Reflect.apply(query, client, args));
  let ended: Promise<unknown> | null = null;
  const value = (...args: readonly unknown[]): unknown => {
    const [text] = args;
    if (isLastOfTransaction(text)) {
      const last = send(args);
      ended = send(['commit']);
      ended.catch(() => undefined);
      return last;
    }
    if (ended === null || (text !== 'commit' && text !== 'rollback')) return Reflect.apply(query, client, args);
    const end = ended;
    ended = null;
    return text === 'commit' ? end : end.then(takenBack);
  };
  Object.defineProperty(client, 'query', { value, configurable: true, writable: true });
}

function takenBack(result: unknown): unknown {
  if (tookBack(result)) return result;
  throw new Error(
    'the transaction was committed with its last statement, and something after it failed: nothing may follow that statement',
  );
}
