import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import { refused } from '../../../foundation/refusal.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { decideVersionIn } from '../acts/decide-version.ts';
import { decideExceptionIn } from '../acts/except.ts';
import { decidePolicyException, decidePolicyVersion } from '../contract.ts';
import { versionFields } from '../core/policy.ts';
import { exceptionFields } from '../core/policy-exception.ts';
import { reasonMissing } from '../core/reason-missing.ts';
import { signedPolicyExceptions, signedVersions } from '../core/signed-policies.ts';
import { findPolicy, policyOfVersion } from '../store/policies.ts';
import { findException } from '../store/policy-exceptions.ts';

const versionInput = decidePolicyVersion.body.omit({ signature: true });
const versionVerb = z.enum(['approve', 'withdraw']);
const exceptionInput = decidePolicyException.body.omit({ signature: true });

export const signableVersion: Signable = {
  kind: 'policy-version',
  coverage: signedVersions,
  rehearse: async (work, idOrKey, verb, input) => {
    const body = parseBody(versionInput, input);
    if (!body.ok) return body;
    const missing = reasonMissing(verb, body.value.reason);
    if (missing.length > 0) return refused(missing);
    return decideVersionIn(work, idOrKey, versionVerb.parse(verb), { reason: body.value.reason ?? null }, rehearsal);
  },
  recordNow: async (db, id) => {
    const found = await policyOfVersion(db, id);
    const policy = found === null ? null : await findPolicy(db, found.policyId);
    const version = policy?.versions.find((one) => one.id === id);
    return policy === null || version === undefined ? null : versionFields(policy, version);
  },
};

export const signableException: Signable = {
  kind: 'policy-exception',
  coverage: signedPolicyExceptions,
  rehearse: async (work, idOrKey, _verb, input) => {
    const body = parseBody(exceptionInput, input);
    return body.ok ? decideExceptionIn(work, idOrKey, 'grant', body.value.reason ?? null, rehearsal) : body;
  },
  recordNow: async (db, id) => {
    const one = await findException(db, id);
    return one === null ? null : exceptionFields(one);
  },
};
