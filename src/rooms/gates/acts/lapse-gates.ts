import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { toldUnsignedSince } from '../../signatures/door.ts';
import { type GateHead, gateById, lapsedGates, passingGates } from '../store/read-gates.ts';
import { lapseIn } from './follow-facts.ts';
import { unsignedPasses } from './still-signed.ts';

const batch = 100;

/** A job that stood still for so long still finds what it missed. */
const lookBackMs = 7 * 86_400_000;

/**
 * Re-opens passes of which the signer was told that their signature counts no more: the gate was changed past its acts. Most of them were decided anew since, so they are
 * judged without a lock, and only a pass that does not count is locked.
 */
export async function lapseUnsigned(app: Services): Promise<void> {
  const { db } = app.database;
  const now = app.clock.now();
  const told = await toldUnsignedSince(db, 'gate', new Date(now.getTime() - lookBackMs));
  for (let place = 0; place < told.length; place += batch) {
    const gates = await passingGates(db, told.slice(place, place + batch));
    const unsigned = await unsignedPasses({ app, db, now }, gates);
    for (const gate of gates) if (unsigned.has(gate.id)) await lapseOne(app, gate, 'gates.lapse');
  }
}

/**
 * Re-opens passes that time has ended. Nothing relies on it: whoever reads a gate computes its standing; the job says it to the ledger and the subject.
 * One gate that cannot be re-opened now does not hold up the others.
 */
export async function lapseGates(app: Services): Promise<void> {
  const failed = new Set<string>();
  for (;;) {
    const heads = await lapsedGates(app.database.db, app.clock.now(), batch + failed.size);
    const fresh = heads.filter((head) => !failed.has(head.id));
    for (const head of fresh) if (!(await lapseOne(app, head, 'gates.lapse'))) failed.add(head.id);
    if (fresh.length < batch) return;
  }
}

/** Brings one gate up to the moment; false where it cannot be done now. */
export async function lapseOne(app: Services, head: GateHead, job: string): Promise<boolean> {
  const call = { app, actor: systemActor(job), requestId: uuidv7(), ifVersion: null, idempotency: null };
  try {
    const outcome = await transact(call, async (work) => {
      // Time ends a pass whether or not people may still work on the subject: the answer of the lock matters only to people.
      await app.subjects.get(head.subjectKind)?.lockForGates?.(work, head.subjectId);
      const gate = await gateById(work.tx, head.id, 'update');
      if (gate !== null && gate.restedAt === null) await lapseIn(work, gate);
      return done(null);
    });
    return outcome.ok;
  } catch (error) {
    app.log.error({ err: error, gate: head.id }, 'a gate could not be brought up to the moment; the next turn tries again');
    return false;
  }
}
