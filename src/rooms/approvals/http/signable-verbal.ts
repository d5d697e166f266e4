import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { coveredPart } from '../../signatures/door.ts';
import { actOnVerbalIn } from '../acts/act-on-verbal.ts';
import { recordVerbalIn } from '../acts/record-verbal.ts';
import * as contract from '../contract.ts';
import { signedEmergencies } from '../core/signed-emergencies.ts';
import { signedVerbal, verbalKind } from '../core/verbal.ts';
import { findVerbal } from '../store/verbals.ts';

const recorded = contract.recordVerbal.body.omit({ signature: true });
const decided = contract.actOnVerbal.body.omit({ signature: true });
const verbs = z.enum(contract.verbalVerbs);

/** A verbal authorisation is signed together with the content of the record that it is about, as that lies in the database at this moment. */
export const signableVerbal: Signable = {
  kind: verbalKind,
  coverage: signedEmergencies,
  rehearse: async (work, named, verb, input) => {
    if (verb === 'record') {
      const body = parseBody(recorded, input);
      if (!body.ok) return body;
      const { by, at, requirements = null, reason } = body.value;
      return recordVerbalIn(work, named, { by, at: new Date(at), requirements, reason }, rehearsal);
    }
    const body = parseBody(decided, input);
    return body.ok ? actOnVerbalIn(work, named, verbs.parse(verb), { reason: body.value.reason, signature: rehearsal }) : body;
  },
  recordNow: async (db, id, app) => {
    const one = await findVerbal(db, id);
    if (one === null) return null;
    const record = await app.signables.get(one.subjectKind)?.recordNow(db, one.subjectId, app);
    return record === null || record === undefined ? null : signedVerbal(one, coveredPart(record, one.covers));
  },
};
