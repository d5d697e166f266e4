import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { actOnChangeIn } from '../acts/act-on-change.ts';
import { subjectKind } from '../acts/change-subject.ts';
import { changeVerbs, stepBody } from '../contract.ts';
import { toRecord } from '../core/record.ts';
import { signedSteps } from '../core/signed-steps.ts';
import { findChange } from '../store/read-changes.ts';

const step = z.enum(changeVerbs);
const input = stepBody.omit({ signature: true });

export const readStep = (body: z.output<typeof input>) => ({ reason: body.reason ?? null, outcome: body.outcome ?? null });

/** Which steps of a change are signed, and how each is rehearsed: by the very act, told to stop where it would be signed. */
export const signableChange: Signable = {
  kind: subjectKind,
  coverage: signedSteps,
  rehearse: async (work, idOrKey, verb, sent) => {
    const body = parseBody(input, sent);
    if (!body.ok) return body;
    return actOnChangeIn(work, idOrKey, { verb: step.parse(verb), input: readStep(body.value), signature: rehearsal });
  },
  asLedger: true,
  recordNow: async (db, id) => {
    const found = await findChange(db, id);
    return found === null ? null : toRecord(found.change);
  },
};
