import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { actOnModelIn } from '../acts/act-on-model.ts';
import { actOnModel } from '../contract-models.ts';
import { modelVerbs } from '../contract-words.ts';
import { modelRecord } from '../core/model.ts';
import { signedModels } from '../core/model-machine.ts';
import { findModel } from '../store/models.ts';

const step = z.enum(modelVerbs);
const input = actOnModel.body.omit({ signature: true });

/** Which steps of models are signed, and how each is rehearsed. */
export const signableModel: Signable = {
  kind: 'change-model',
  coverage: signedModels,
  rehearse: async (work, idOrKey, verb, sent) => {
    const body = parseBody(input, sent);
    if (!body.ok) return body;
    return actOnModelIn(work, idOrKey, { verb: step.parse(verb), reason: body.value.reason ?? null, signature: rehearsal });
  },
  recordNow: async (db, id) => {
    const found = await findModel(db, id);
    return found === null ? null : modelRecord(found);
  },
};
