import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { findRelease } from '../store/read-releases.ts';
import type { ReleaseWithNames } from '../store/release-row.ts';

const no = defineRefusals('releases', {
  'not-found': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no release “${f.id}” that you may see.`,
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
 * Loads and locks a release for an act. A stranger learns nothing: a release that they may not read is answered like one that does not exist.
 * @param right what the act needs; its refusals come only to who may read the release.
 */
export async function loadForAct(work: Work, idOrKey: string, right: string): Promise<Outcome<ReleaseWithNames>> {
  const none = work.mayNot('releases.read', null);
  if (none.length > 0) return refused(none);
  const found = await findRelease(work.tx, idOrKey, 'for update');
  if (found === null || work.mayNot('releases.read', found.release.unitId).length > 0)
    return refuse(no['not-found']({ id: idOrKey }));
  const mayNot = work.mayNot(right, found.release.unitId);
  return mayNot.length > 0 ? refused(mayNot) : done(found);
}
