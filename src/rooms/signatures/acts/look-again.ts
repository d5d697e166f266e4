import type { Services } from '../../../foundation/services.ts';
import { newestEntryAt } from '../../ledger/door.ts';
import { signedRecords } from '../store/signatures.ts';
import { tellOf } from './tell-signers.ts';

const atOnce = 200;
/** What was changed just now is told by the job that follows the ledger, which knows by whose act. */
const settledMillis = 60_000;

/**
 * Looks at every record that was signed, whether or not an entry says that it changed: so whoever signed what somebody changed in the database itself is told of it too.
 * Bounded memory; what was told is not told twice.
 */
export async function lookAgain(app: Services): Promise<void> {
  const { db } = app.database;
  let after: { readonly kind: string; readonly id: string } | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof signedRecords>> = await signedRecords(db, after, atOnce);
    for (const record of page) {
      const newest = await newestEntryAt(db, record);
      if (newest === null || app.clock.now().getTime() - newest.getTime() < settledMillis) continue;
      await tellOf(app, { ...record, entryId: null });
    }
    after = page.at(-1) ?? null;
    if (page.length < atOnce) return;
  }
}
