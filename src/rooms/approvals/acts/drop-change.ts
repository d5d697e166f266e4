import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { rolesOfPeople } from '../../identity/door.ts';
import { type Change, changeRecord, changeSubject } from '../core/change.ts';
import { requirementRefusals as no } from '../core/requirement-refusals.ts';
import { findChange, saveChange } from '../store/changes.ts';
import type { ChangeAnswer } from './propose-change.ts';

/** Ends a proposed change without effect: by who proposed it, or by quality. */
export const dropChange = (call: Call, idOrKey: string, reason: string): Promise<Outcome<ChangeAnswer>> =>
  transact(call, (work) => dropChangeIn(work, idOrKey, reason));

async function dropChangeIn(work: Work, idOrKey: string, reason: string): Promise<Outcome<ChangeAnswer>> {
  const nowhere = work.mayNot('approvals.propose-changes', null);
  if (nowhere.length > 0) return refused(nowhere);
  const change = await findChange(work.tx, idOrKey, 'for update');
  if (change === null || work.mayNot('approvals.read', change.terms.unitId).length > 0)
    return refuse(no['no-such-change']({ named: idOrKey }));
  const stale = await work.stale(changeSubject(change), change.version);
  if (stale.length > 0) return refused(stale);
  if (change.proposedBy !== work.actor.id) {
    const roles = await rolesOfPeople(work.tx, [work.actor.id], [change.terms.unitId], work.now);
    if (!roles.some((one) => one.role === 'quality')) return refuse(no['not-your-change']({}));
  }
  if (change.state !== 'proposed') return refuse(no['change-over']({ key: change.key, state: change.state }));
  const after: Change = { ...change, version: change.version + 1, state: 'dropped', ended: { at: work.now, why: reason } };
  if (!(await saveChange(work.tx, after))) throw new Error(`${after.key} changed while it was locked`);
  work.say({
    act: 'approvals.change-dropped',
    subject: changeSubject(after),
    version: after.version,
    before: changeRecord(change),
    after: changeRecord(after),
    reason,
  });
  return done({ id: after.id, version: after.version });
}
