import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { ChangeWithNames } from '../store/change-row.ts';
import { findChange } from '../store/read-changes.ts';

const no = defineRefusals('changes', {
  'not-found': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no change “${f.id}” that you may see.`,
    remedy: 'Check the id or key, or ask for a role in its unit.',
  },
  'not-yet': {
    kind: 'notFound',
    says: (f: { key: string; at: string }) => `${f.key} did not exist yet at ${f.at}.`,
    remedy: 'Ask for a later moment.',
  },
});

export { no as loadRefusals };

/**
 * Loads and locks a change for an act. A stranger learns nothing: a change that they may not read is answered like one that does not exist.
 * @param right what the act needs; its refusals come only to who may read the change.
 */
export async function loadForAct(work: Work, idOrKey: string, right: string): Promise<Outcome<ChangeWithNames>> {
  const none = work.mayNot('changes.read', null);
  if (none.length > 0) return refused(none);
  const found = await findChange(work.tx, idOrKey, 'for update');
  if (found === null || work.mayNot('changes.read', found.change.unitId).length > 0)
    return refuse(no['not-found']({ id: idOrKey }));
  const mayNot = work.mayNot(right, found.change.unitId);
  return mayNot.length > 0 ? refused(mayNot) : done(found);
}
