import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { approveRegisterChangeIn } from '../acts/change-register.ts';
import { approveDisposalIn, askDisposalIn } from '../acts/decide-disposal.ts';
import { approveDisposal, approveRegisterChange, askDisposal } from '../contract.ts';
import { disposalFields, disposalKind } from '../core/disposal.ts';
import { registerChangeFields, registerChangeKind } from '../core/register-change.ts';
import { signedDisposals } from '../core/signed-disposals.ts';
import { signedRegisterChanges } from '../core/signed-retention.ts';
import { findDisposal } from '../store/disposals.ts';
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

const inputOf = { ask: askDisposal.body.omit({ signature: true }), approve: approveDisposal.body.omit({ signature: true }) };

export const signableDisposal: Signable = {
  kind: disposalKind,
  coverage: signedDisposals,
  asLedger: true,
  // Entries on a disposal name those that it empties; they are part of no state of it.
  toldByOthers: ['disposed'],
  rehearse: async (work, idOrKey, verb, input) => {
    if (verb === 'ask') {
      const body = parseBody(inputOf.ask, input);
      return body.ok ? askDisposalIn(work, idOrKey, rehearsal) : body;
    }
    const body = parseBody(inputOf.approve, input);
    return body.ok ? approveDisposalIn(work, idOrKey, body.value.reason ?? null, rehearsal) : body;
  },
  recordNow: async (db, id) => {
    const found = await findDisposal(db, id);
    return found === null ? null : disposalFields(found);
  },
};
