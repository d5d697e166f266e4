import { done, type Outcome } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import type { IdentityTables } from '../store/tables.ts';

/** Ends the session that the request came with. Doing it twice is no error. */
export function signOut(call: Call): Promise<Outcome<null>> {
  return transact(call, async (work) => {
    if (call.actor.via !== 'session' || call.actor.credentialId === null) return done(null);
    const ended = await work.tx
      .withTables<IdentityTables>()
      .updateTable('identity.session')
      .set({ ended_at: work.now })
      .where('id', '=', call.actor.credentialId)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    if (ended.numUpdatedRows === 1n) {
      work.say({
        act: 'identity.signed-out',
        subject: { kind: 'person', id: call.actor.id, key: null, unitIds: [] },
        version: 1,
        before: { signIn: { session: call.actor.credentialId } },
        after: null,
      });
    }
    return done(null);
  });
}
