import type { Db } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import { marksOn } from '../../signatures/door.ts';
import { type CollisionException, exceptionKind, isInForce } from '../core/exception.ts';
import { livingOf } from '../store/exceptions.ts';

/** Whether an exception lifts its collision now: granted, not over, and its signature stands over the collision as it is. */
export async function counts(app: Services, db: Db, one: CollisionException, now: Date): Promise<boolean> {
  if (!isInForce(one, now) || one.decided === null) return false;
  const markOf = await marksOn(app, db, { kind: exceptionKind, id: one.id });
  return markOf('grant', one.decided.at, one.decided.by)?.standing === 'valid';
}

/**
 * Ids of those collisions that an exception lifts now. An act that relies on the answer locks: nobody withdraws such an exception before the act commits.
 */
export async function excepted(
  app: Services,
  db: Db,
  collisionIds: readonly string[],
  now: Date,
  lock: 'for share' | 'none',
): Promise<ReadonlySet<string>> {
  const lifted = new Set<string>();
  for (const one of await livingOf(db, collisionIds, lock)) if (await counts(app, db, one, now)) lifted.add(one.collisionId);
  return lifted;
}
