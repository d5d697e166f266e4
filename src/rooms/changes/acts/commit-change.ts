import type { Work } from '../../../foundation/transact.ts';
import type { Change } from '../core/change.ts';
import { erasablePaths, toRecord } from '../core/record.ts';
import { insertChange, updateChange } from '../store/save-change.ts';
import { subjectOf } from './change-subject.ts';

type Entry = { readonly act: string; readonly reason: string | null };

/** Saves a change and says so: the one way in which changes are written. */
export async function commitChange(work: Work, before: Change | null, after: Change, entry: Entry): Promise<void> {
  if (before === null) await insertChange(work.tx, after);
  else await updateChange(work.tx, before, after);
  work.say({
    act: entry.act,
    subject: subjectOf(after),
    version: after.version,
    before: before === null ? null : toRecord(before),
    after: toRecord(after),
    reason: entry.reason,
    erasable: erasablePaths(after),
  });
}
