import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { signatureRefusals as no } from '../core/signature-refusals.ts';
import { changeNotice, noticeForUpdate } from '../store/notices.ts';
import { findSignature } from '../store/signatures.ts';
import { sayNotice } from './tell-signers.ts';

/** The signer has seen that their signature counts no more. Nothing else changes by it; a repeat says nothing. */
export const acknowledgeNotice = (call: Call, id: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const barred = work.mayNot('signatures.sign', null);
    if (barred.length > 0) return refused(barred);
    const notice = await noticeForUpdate(work.tx, id);
    const row = await findSignature(work.tx, id);
    if (notice === undefined || row === undefined || notice.signer_id !== work.actor.id) return refuse(no['no-such-notice']({}));
    if (notice.acknowledged_at !== null) return done({ id });
    const seen = { ...notice, acknowledged_at: work.now, version: notice.version + 1 };
    await changeNotice(work.tx, seen);
    sayNotice(work, row, 'signatures.acknowledged', notice, seen);
    return done({ id });
  });
