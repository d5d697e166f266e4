import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { lastAdministrator } from '../core/last-administrator.ts';
import { groupRecord, saveGroup } from '../store/groups.ts';
import { countAdministrators, lockAdministrators } from '../store/held-roles.ts';
import type { Acted } from './change-person.ts';
import { openGroup } from './open-records.ts';
import { sayGroup } from './say.ts';

/** Withdraws a group: its roles end for all members at once. */
export const withdrawGroup = (call: Call, named: string, reason: string): Promise<Outcome<Acted>> =>
  transact(call, (work) => withdrawGroupIn(work, named, reason));

async function withdrawGroupIn(work: Work, named: string, reason: string): Promise<Outcome<Acted>> {
  await lockAdministrators(work.tx);
  const opened = await openGroup(work, named);
  if (!opened.ok) return opened;
  const group = opened.value;
  const before = await groupRecord(work.tx, group.id);
  const stale = await work.stale(before.subject, group.version);
  if (stale.length > 0) return refused(stale);
  const administrators = await countAdministrators(work.tx);
  await saveGroup(work.tx, group, { withdrawn_at: work.now });
  const last = lastAdministrator(administrators, await countAdministrators(work.tx));
  if (last.length > 0) return refused(last);
  const after = await sayGroup(work, 'identity.group-withdrawn', group.id, before, reason);
  return done({ id: group.id, version: after.version });
}
