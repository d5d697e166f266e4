import type { ReplyOf } from '../../../foundation/contract.ts';
import type { Call } from '../../../foundation/transact.ts';
import type * as contract from '../contract.ts';
import { openAlarms } from '../store/alarms.ts';
import { signingState } from '../store/checkpoints.ts';
import { sealerState } from '../store/seal.ts';
import { selfCheck } from '../store/self-check.ts';

/** How far the ledger is sealed, signed and verified, and what does not fit. */
export async function ledgerState({ app }: Call): Promise<ReplyOf<typeof contract.ledgerState>> {
  const { db } = app.database;
  const [sealer, signing, check, alarms] = await Promise.all([
    sealerState(db, app.clock.now()),
    signingState(db),
    selfCheck(db),
    openAlarms(db),
  ]);
  return {
    lastSeq: sealer.lastSeq,
    unsealed: sealer.unsealed,
    oldestUnsealedMs: sealer.oldestUnsealedMs,
    treeSize: signing.treeSize,
    signedSize: signing.signedSize,
    signs: (app.settings.signing?.keyFile ?? null) !== null,
    selfVerified: {
      size: check.size,
      at: check.checkedAt?.toISOString() ?? null,
      fullAt: check.fullAt?.toISOString() ?? null,
      fullVerdict: check.fullReport?.verdict ?? null,
    },
    alarms: alarms.map((alarm) => ({
      id: alarm.id,
      kind: alarm.kind,
      says: alarm.says,
      raisedAt: alarm.raised_at.toISOString(),
    })),
  };
}
