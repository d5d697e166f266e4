import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { approveRegisterChangeIn } from '../acts/change-register.ts';
import { approveRegisterChange } from '../contract.ts';
import { registerChangeFields, registerChangeKind } from '../core/register-change.ts';
import { signedRegisterChanges } from '../core/signed-retention.ts';
import { findRegisterChange } from '../store/register.ts';

const approveInput = approveRegisterChange.body.omit({ signature: true });

export const signableRegisterChange: Signable = {
  kind: registerChangeKind,
  coverage: signedRegisterChanges,
  asLedger: true,
  rehearse: async (work, idOrKey, _verb, input) => {
    const body = parseBody(approveInput, input);
    return body.ok ? approveRegisterChangeIn(work, idOrKey, body.value.reason ?? null, rehearsal) : body;
  },
  recordNow: async (db, id) => {
    const change = await findRegisterChange(db, id);
    return change === null ? null : registerChangeFields(change);
  },
};
