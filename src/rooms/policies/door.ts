import type { Db, Tx } from '../../foundation/database/database.ts';
import { exceptionIdsFor } from './store/policy-exceptions.ts';

export { followedBy, followPoliciesIn } from './acts/follow-policies.ts';
export { policyTexts } from './store/policy-texts.ts';

type Ref = { readonly kind: string; readonly id: string };

/** Every exception from a policy that was ever asked for for a record, as records of the ledger: their entries say the rest. */
export const exceptionsForRecord = async (db: Db | Tx, subject: Ref): Promise<readonly Ref[]> =>
  (await exceptionIdsFor(db, subject)).map((id) => ({ kind: 'policy-exception', id }));
