import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { followedBy } from '../../policies/door.ts';
import { actOnReleaseIn } from '../acts/act-on-release.ts';
import { moveReleaseIn } from '../acts/move-release.ts';
import { subjectKind } from '../acts/release-subject.ts';
import { actBody, moveBody, releaseVerbs } from '../contract.ts';
import { toRecord } from '../core/record.ts';
import { signedSteps } from '../core/signed-steps.ts';
import { findRelease } from '../store/read-releases.ts';
import { readAct } from './read-act.ts';

const step = z.enum(releaseVerbs);
const actInput = actBody.omit({ signature: true });
const moveInput = moveBody.omit({ signature: true });

/** Which steps of a release are signed, and how each is rehearsed: by the very act, told to stop where it would be signed. */
export const signableRelease: Signable = {
  kind: subjectKind,
  coverage: signedSteps,
  rehearse: async (work, idOrKey, verb, input) => {
    if (verb === 'move') {
      const move = parseBody(moveInput, input);
      return move.ok ? moveReleaseIn(work, idOrKey, move.value, rehearsal) : move;
    }
    const body = parseBody(actInput, input);
    if (!body.ok) return body;
    const request = { verb: step.parse(verb), input: await readAct(work.tx, body.value), signature: rehearsal } as const;
    return actOnReleaseIn(work, idOrKey, request);
  },
  asLedger: true,
  // Which version of each policy it follows is kept, and told, by policies.
  recordNow: async (db, id) => {
    const found = await findRelease(db, id);
    return found === null ? null : { ...toRecord(found.release), ...(await followedBy(db, { kind: subjectKind, id })) };
  },
};
