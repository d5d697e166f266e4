import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { coveredPart } from '../../signatures/door.ts';
import { giveApprovalIn } from '../acts/give-approval.ts';
import { signChangeIn } from '../acts/sign-change.ts';
import { withdrawApprovalIn } from '../acts/withdraw-approval.ts';
import * as contract from '../contract.ts';
import { signedRecord } from '../core/approval.ts';
import { changeRecord } from '../core/change.ts';
import { signedChanges, signedSayings } from '../core/signed-acts.ts';
import { findApproval } from '../store/approvals.ts';
import { findChange } from '../store/changes.ts';

const said = contract.giveApproval.body.omit({ signature: true });
const takenBack = contract.withdrawApproval.body.omit({ signature: true });
const verbs = z.enum(contract.givingVerbs);
const nothing = z.strictObject({});

/** What is said to a step is signed together with the content of the record that it is about, as that lies in the database at this moment. */
export const signableApproval: Signable = {
  kind: 'approval',
  coverage: signedSayings,
  rehearse: async (work, named, verb, input) => {
    if (verb === 'withdraw') {
      const body = parseBody(takenBack, input);
      return body.ok ? withdrawApprovalIn(work, named, body.value.reason, rehearsal) : body;
    }
    const body = parseBody(said, input);
    return body.ok ? giveApprovalIn(work, named, verbs.parse(verb), { reason: body.value.reason }, rehearsal) : body;
  },
  recordNow: async (db, id, app) => {
    const approval = await findApproval(db, id);
    if (approval === null) return null;
    const record = await app.signables.get(approval.subjectKind)?.recordNow(db, approval.subjectId, app);
    return record === null || record === undefined ? null : signedRecord(approval, coveredPart(record, approval.covers));
  },
};

/** Changes of requirements, signed by everybody who is asked. */
export const signableChange: Signable = {
  kind: 'approval-change',
  coverage: signedChanges,
  rehearse: async (work, idOrKey, _verb, input) => {
    const body = parseBody(nothing, input);
    return body.ok ? signChangeIn(work, idOrKey, rehearsal) : body;
  },
  recordNow: async (db, id) => {
    const change = await findChange(db, id);
    return change === null ? null : changeRecord(change);
  },
};
