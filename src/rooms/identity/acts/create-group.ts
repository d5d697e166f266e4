import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { insertGroup } from '../store/groups.ts';
import type { Acted } from './change-person.ts';
import { mayNotAdminister } from './open-records.ts';
import { sayGroup } from './say.ts';

const no = defineRefusals('identity', {
  'group-key-taken': {
    kind: 'conflict',
    says: (f: { key: string }) => `The key “${f.key}” names a group already, maybe one that was withdrawn.`,
    remedy: 'Take another key.',
  },
});

/** Creates a group of people. Groups reach over units, so they are administered from the root. */
export const createGroup = (call: Call, wanted: { readonly key: string; readonly name: string }): Promise<Outcome<Acted>> =>
  transact(call, (work) => createGroupIn(work, wanted));

export async function createGroupIn(
  work: Work,
  wanted: { readonly key: string; readonly name: string },
): Promise<Outcome<Acted>> {
  const denied = await mayNotAdminister(work, null);
  if (denied.length > 0) return refused(denied);
  const id = uuidv7(work.now.getTime());
  if (!(await insertGroup(work.tx, { id, key: wanted.key, name: wanted.name })))
    return refuse(no['group-key-taken']({ key: wanted.key }, { field: '/key' }));
  await sayGroup(work, 'identity.group-created', id, null);
  return done({ id, version: 1 });
}
