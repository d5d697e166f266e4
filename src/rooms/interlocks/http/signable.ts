import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { actOnExceptionIn } from '../acts/decide-exception.ts';
import * as contract from '../contract.ts';
import { matterOf } from '../core/collision-record.ts';
import { exceptionKind, exceptionRecord } from '../core/exception.ts';
import { signedExceptions } from '../core/signed-exceptions.ts';
import { findException } from '../store/exceptions.ts';
import { collisionsByIds } from '../store/list-collisions.ts';

const verbs = z.enum(contract.exceptionVerbs);
const input = contract.actOnException.body.omit({ signature: true });

/** Which steps of an exception are signed, and how each is rehearsed. The collision is part of what is signed, as it is now and not as it was. */
export const signableException: Signable = {
  kind: exceptionKind,
  coverage: signedExceptions,
  rehearse: async (work, idOrKey, verb, sent) => {
    const body = parseBody(input, sent);
    if (!body.ok) return body;
    return actOnExceptionIn(work, idOrKey, verbs.parse(verb), { reason: body.value.reason, signature: rehearsal });
  },
  recordNow: async (db, id) => {
    const one = await findException(db, id);
    const [collision] = one === null ? [] : await collisionsByIds(db, [one.collisionId]);
    return one === null || collision === undefined ? null : exceptionRecord(one, matterOf(collision));
  },
};
