import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { actOnWindowSeenIn } from '../acts/step-window.ts';
import { decided } from '../contract-shapes.ts';
import { windowFields } from '../core/record-fields.ts';
import { signedSteps } from '../core/signed-steps.ts';
import { findWindow } from '../store/windows.ts';

const verbs = z.enum(['lock', 'approve-move', 'reject-move']);
const input = decided.omit({ signature: true });

/** Which steps of a release window are signed, and how each is rehearsed. */
export const signableWindow: Signable = {
  kind: 'window',
  coverage: signedSteps,
  rehearse: async (work, idOrKey, verb, sent) => {
    const body = parseBody(input, sent);
    if (!body.ok) return body;
    return actOnWindowSeenIn(work, idOrKey, verbs.parse(verb), { reason: body.value.reason, signature: rehearsal });
  },
  asLedger: true,
  recordNow: async (db, id) => {
    const record = await findWindow(db, id, 'all');
    return record === undefined ? null : windowFields(record);
  },
};
