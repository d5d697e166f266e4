import { troubleOf } from '../../../foundation/cli/trouble.ts';
import { openDatabase } from '../../../foundation/database/database.ts';
import type { KnownTree } from '../acts/judge-page.ts';
import { verifyLedger } from '../acts/verify-ledger.ts';
import { witnessedOver } from '../acts/witnessed.ts';
import { openCheckpoint } from '../core/checkpoint.ts';
import { trustedKeys } from '../core/trusted-keys.ts';
import type { Report } from '../core/verify.ts';
import type { Brought } from '../core/verify-bundle.ts';
import type { Witnessed } from '../core/witnessing.ts';
import { signingKeys } from '../store/checkpoints.ts';

/** Whether the rooms' own tables still are what the entries tell. `left-out`: not asked for. `unread`: this user of the database may not read them. */
export type RecordsFound =
  | { readonly found: 'fit' | 'left-out' }
  | { readonly found: 'differ' | 'unread'; readonly says: string };

export type DatabaseReport = Report & { readonly records: RecordsFound; readonly witnessed: Witnessed | null };

/** Asks all rooms over an address of the database. @returns the first difference, in words */
export type CheckRecords = (url: string) => Promise<string | null>;

const mayNotRead = '42501';

async function recordsOver(url: string, check: CheckRecords): Promise<RecordsFound> {
  try {
    const says = await check(url);
    return says === null ? { found: 'fit' } : { found: 'differ', says };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === mayNotRead) || troubleOf(error) === null) throw error;
    return { found: 'unread', says: error.message };
  }
}

/** Straight over the database, with checkpoints that were kept outside of it; then the records, unless the ledger alone is asked for. */
export async function verifyDatabase(
  url: string,
  brought: Brought,
  check: CheckRecords | null,
): Promise<DatabaseReport | { readonly unreadable: string }> {
  const database = openDatabase(url, { max: 3 });
  try {
    const trusted = trustedKeys(await signingKeys(database.db), brought.keys);
    if (trusted.fault !== null) return { unreadable: trusted.fault };
    const outside: KnownTree[] = [];
    for (const note of brought.checkpoints) {
      const opened = openCheckpoint(note, trusted.keys);
      if ('unreadable' in opened) return { unreadable: `a checkpoint that you brought: ${opened.unreadable}` };
      outside.push({ size: opened.size, root: opened.root, where: 'your file' });
    }
    const report = await verifyLedger(database.db, {
      outside,
      ...(brought.relying === undefined ? {} : { relying: brought.relying }),
    });
    const { witnessing } = brought;
    const witnessed = witnessing === undefined ? null : await witnessedOver(database.db, witnessing);
    return { ...report, witnessed, records: check === null ? { found: 'left-out' } : await recordsOver(url, check) };
  } finally {
    await database.close();
  }
}
