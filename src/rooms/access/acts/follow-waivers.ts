import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { endStrayWaiversIn } from '../../identity/door.ts';
import { findWaiver, grantedWaivers, waiversOver } from '../store/waivers.ts';
import { saveWaiver } from './waive-separation.ts';

export const followWaiversJob = 'access.follow-waivers';

/**
 * Says of waivers that their time is over (whoever still holds both roles is a violation from that time on, not from this), and ends what lets somebody hold a
 * pair without a waiver that was granted: that came past the product.
 */
export async function followWaivers(app: Services): Promise<void> {
  const call = (): Call => ({
    app,
    actor: systemActor(followWaiversJob),
    requestId: uuidv7(),
    ifVersion: null,
    idempotency: null,
  });
  for (const id of await waiversOver(app.database.db, app.clock.now()))
    await transact(call(), async (work) => {
      const one = await findWaiver(work.tx, id, 'for update');
      if (one === null || one.state !== 'granted' || one.expiresAt > work.now) return done(null);
      const after = { ...one, state: 'ended' as const, endedAt: one.expiresAt, version: one.version + 1 };
      await saveWaiver(work, one, after, 'access.waiver-expired', null);
      return done(null);
    });
  await transact(call(), async (work) => {
    const granted = await grantedWaivers(work.tx);
    await endStrayWaiversIn(
      work,
      granted.map(({ id, key, personId, one, other, expiresAt }) => ({ id, key, personId, one, other, endsAt: expiresAt })),
    );
    return done(null);
  });
}
