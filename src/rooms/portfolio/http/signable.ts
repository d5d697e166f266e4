import { z } from 'zod';
import { reason } from '../../../foundation/contract.ts';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { setValidatedStateIn } from '../acts/set-validated-state.ts';
import { recordOf } from '../core/application-record.ts';
import { signedSteps } from '../core/signed-steps.ts';
import { applicationNamed, dependenciesOf } from '../store/find-applications.ts';

const verbs = z.enum(['mark-validated', 'mark-not-applicable']);
const input = z.strictObject({ reason });

/** Which steps of an application are signed, and how each is rehearsed. */
export const signableApplication: Signable = {
  kind: 'application',
  coverage: signedSteps,
  rehearse: async (work, idOrKey, verb, sent) => {
    const body = parseBody(input, sent);
    if (!body.ok) return body;
    return setValidatedStateIn(work, idOrKey, { verb: verbs.parse(verb), reason: body.value.reason, signature: rehearsal });
  },
  asLedger: true,
  toldByOthers: ['imported'],
  recordNow: async (db, id) => {
    const application = await applicationNamed(db, id);
    return application === null ? null : recordOf(application, await dependenciesOf(db, [id]));
  },
};
