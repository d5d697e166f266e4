import type { Services } from '../../../foundation/services.ts';
import { NodeGone, takeUpSealed } from '../store/tree.ts';
import { raiseAlarm } from './raise-alarm.ts';

/** Brings the tree up to the sequence after an older version sealed without one. A tree that lost its edge cannot grow: that is damage, and said as such. */
export async function takeUpOlder(app: Services): Promise<void> {
  try {
    await takeUpSealed(app.database.db);
  } catch (error) {
    if (!(error instanceof NodeGone)) throw error;
    await raiseAlarm(app, 'ledger.take-up-sealed', 'damage', error.message);
  }
}
