import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { groupRecord, saveGroup } from '../store/groups.ts';
import type { Acted } from './change-person.ts';
import { openGroup } from './open-records.ts';
import { sayGroup } from './say.ts';

/** Renames a group; its key stays. */
export function renameGroup(call: Call, named: string, name: string): Promise<Outcome<Acted>> {
  return transact(call, async (work) => {
    const opened = await openGroup(work, named);
    if (!opened.ok) return opened;
    const group = opened.value;
    const before = await groupRecord(work.tx, group.id);
    const stale = await work.stale(before.subject, group.version);
    if (stale.length > 0) return refused(stale);
    if (group.name === name) return done({ id: group.id, version: group.version });
    await saveGroup(work.tx, group, { name });
    const after = await sayGroup(work, 'identity.group-renamed', group.id, before);
    return done({ id: group.id, version: after.version });
  });
}
