import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import type { Report } from '../core/verify.ts';
import { openVerification, saveProgress, saveReport } from '../store/verifications.ts';
import { sayVerificationEnded } from './say-verification-ended.ts';
import { relyingOn } from './stamped.ts';
import { verifyLedger } from './verify-ledger.ts';
import { concludeFrom } from './verify-on-schedule.ts';

/** Starts a verification of the whole ledger in this process and answers at once. That it was asked for is itself recorded; a repeat starts no second one. */
export async function startVerification(call: Call): Promise<Outcome<{ readonly id: string }>> {
  let isNew = false;
  const outcome = await transact(call, async (work) => {
    const refusals = work.mayNot('ledger.verify', null);
    if (refusals.length > 0) return { ok: false, refusals };
    const row = await openVerification(work.tx, uuidv7(work.now.getTime()), work.actor.id, work.now);
    work.say({
      act: 'ledger.verification-asked',
      subject: { kind: 'verification', id: row.id, key: null, unitIds: [] },
      version: 1,
      before: null,
      after: { state: 'running' },
    });
    isNew = true;
    return done({ id: row.id });
  });
  if (outcome.ok && isNew) void run(call, outcome.value.id);
  return outcome;
}

async function run(call: Call, id: string): Promise<void> {
  const { db } = call.app.database;
  try {
    const relying = await relyingOn(db, call.app.clock.now());
    const report = await verifyLedger(db, { relying, onProgress: (checked) => saveProgress(db, id, checked) });
    await finish(call, id, report);
    await concludeFrom(call.app, 'ledger.verification', report);
  } catch (error) {
    call.app.log.error({ err: error, verification: id }, 'a verification of the ledger was interrupted');
    await finish(call, id, null).catch((again: unknown) => call.app.log.error({ err: again }, 'nor could that be noted'));
  }
}

/** Whoever asked is told by the record, and so is everybody else: how it ended is an entry of theirs. */
async function finish(call: Call, id: string, report: Report | null): Promise<void> {
  await transact({ ...call, idempotency: null, ifVersion: null }, async (work) => {
    await saveReport(work.tx, id, report, work.now);
    sayVerificationEnded(work, id, report);
    return done(null);
  });
}
