import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { approveProfileChangeIn } from '../acts/change-profile.ts';
import { approveProfileChange } from '../contract.ts';
import { profileChangeFields } from '../core/profile-change.ts';
import { signedProfileChanges } from '../core/signed-policies.ts';
import { findProfileChange } from '../store/profile-changes.ts';

const approveInput = approveProfileChange.body.omit({ signature: true });

export const signableProfileChange: Signable = {
  kind: 'profile-change',
  coverage: signedProfileChanges,
  rehearse: async (work, idOrKey, _verb, input) => {
    const body = parseBody(approveInput, input);
    return body.ok ? approveProfileChangeIn(work, idOrKey, body.value.reason ?? null, rehearsal) : body;
  },
  recordNow: async (db, id) => {
    const change = await findProfileChange(db, id);
    return change === null ? null : profileChangeFields(change);
  },
};
