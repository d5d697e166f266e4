import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import { refused } from '../../../foundation/refusal.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { matrixOfVersion } from '../../identity/door.ts';
import { decideMatrixChangeIn } from '../acts/change-matrix.ts';
import { decideWaiverIn } from '../acts/waive-separation.ts';
import { decideDutyWaiver, decideMatrixChange } from '../contract.ts';
import { reasonMissing } from '../core/demands-reason.ts';
import { matrixChangeFields, matrixChangeKind } from '../core/matrix.ts';
import { signedMatrixChanges, signedWaivers } from '../core/signed-separation.ts';
import { waiverFields, waiverKind } from '../core/waiver.ts';
import { findMatrixChange } from '../store/matrix-changes.ts';
import { findWaiver } from '../store/waivers.ts';

const changeInput = decideMatrixChange.body.omit({ signature: true });
const waiverInput = decideDutyWaiver.body.omit({ signature: true });
const waiverVerb = z.enum(['grant', 'review']);

/** A signature of a change stands over the version of the matrix as identity holds it, too: where that was edited, the change shows unsigned. */
export const signableMatrixChange: Signable = {
  kind: matrixChangeKind,
  coverage: signedMatrixChanges,
  rehearse: async (work, idOrKey, _verb, input) => {
    const body = parseBody(changeInput, input);
    return body.ok ? decideMatrixChangeIn(work, idOrKey, 'approve', body.value.reason ?? null, rehearsal) : body;
  },
  recordNow: async (db, id) => {
    const change = await findMatrixChange(db, id);
    if (change === null) return null;
    return matrixChangeFields(change, change.matrixVersion === null ? null : await matrixOfVersion(db, change.matrixVersion));
  },
};

export const signableWaiver: Signable = {
  kind: waiverKind,
  coverage: signedWaivers,
  rehearse: async (work, idOrKey, verb, input) => {
    const body = parseBody(waiverInput, input);
    if (!body.ok) return body;
    const missing = reasonMissing(verb, body.value.reason);
    if (missing.length > 0) return refused(missing);
    return decideWaiverIn(work, idOrKey, waiverVerb.parse(verb), body.value.reason ?? null, rehearsal);
  },
  recordNow: async (db, id) => {
    const one = await findWaiver(db, id);
    return one === null ? null : waiverFields(one);
  },
};
