import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { prunePlaces } from '../store/places.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { endRunOutSessions, sessionLimits } from '../store/sessions.ts';
import { pruneAttempts } from '../store/unknown-attempts.ts';
import { sayAccount } from './say.ts';

/** Writes the end of sessions that idled out or reached their limit into the access log (Annex 11 draft, 11.9: log-outs, also automatic ones). */
export async function closeRunOutSessions(app: Services): Promise<void> {
  const call = () => ({
    app,
    actor: systemActor('identity.close-sessions'),
    requestId: uuidv7(),
    ifVersion: null,
    idempotency: null,
  });
  for (let ended = 200; ended === 200; ) {
    const outcome = await transact(call(), async (work) => {
      const { profile } = await readSecurityProfile(work.tx);
      const closed = await endRunOutSessions(work.tx, sessionLimits(work.now, profile));
      for (const session of closed) {
        sayAccount(
          work,
          session.cause === 'idle' ? 'identity.session-idled-out' : 'identity.session-expired',
          { id: session.person_id, unit_id: session.unit_id, version: 1 },
          { ended: { sessions: [session.id], cause: session.cause } },
        );
      }
      return done(closed.length);
    });
    ended = outcome.ok ? outcome.value : 0;
  }
  await pruneAttempts(app.database.db, app.clock.now());
  await prunePlaces(app.database.db, app.clock.now());
}
