import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Dependents } from '../core/rules/still-needed.ts';
import { dependentsOf } from '../store/find-applications.ts';

/** What depends on an application: by key where the reader may see it, else only how many. */
export async function dependentsSeen(db: Db | Tx, applicationId: string, reach: Reach): Promise<Dependents> {
  const dependents = await dependentsOf(db, applicationId);
  const seen = dependents.filter((one) => reach === 'all' || reach.has(one.unitId));
  return { keys: seen.map((one) => one.key), hidden: dependents.length - seen.length };
}
