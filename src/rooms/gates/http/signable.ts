import { z } from 'zod';
import type { BodyOf } from '../../../foundation/contract.ts';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { type DecisionInput, decideGateIn } from '../acts/decide-gate.ts';
import { waiveCriterionIn } from '../acts/waive-criterion.ts';
import * as contract from '../contract.ts';
import { gateRecord } from '../core/gate-record.ts';
import { signedDecisions } from '../core/signed-decisions.ts';
import { gateById } from '../store/read-gates.ts';

const decideInput = contract.decideGate.body.omit({ signature: true });
const waiveInput = contract.waiveCriterion.body
  .omit({ signature: true })
  .extend({ criterion: z.string().min(1).max(80).describe('The id or the key') });
const verbs = z.enum(contract.decideVerbs);

export const readDecision = (body: Omit<BodyOf<typeof contract.decideGate>, 'signature'>): DecisionInput => ({
  reason: body.reason,
  evaluationHash: body.evaluationHash ?? null,
  trailHash: body.trailHash ?? null,
  condition: body.condition ?? null,
  expiresAt: body.expiresAt === undefined ? null : new Date(body.expiresAt),
  tolerates: body.tolerates ?? [],
});

/** Which decisions on a gate are signed, and how each is rehearsed. The input of `waive` names the criterion. */
export const signableGate: Signable = {
  kind: 'gate',
  coverage: signedDecisions,
  rehearse: async (work, idOrKey, verb, input) => {
    if (verb === 'waive') {
      const body = parseBody(waiveInput, input);
      if (!body.ok) return body;
      const { criterion, reason, expiresAt } = body.value;
      return waiveCriterionIn(work, idOrKey, criterion, { reason, expiresAt: new Date(expiresAt) }, rehearsal);
    }
    const body = parseBody(decideInput, input);
    return body.ok ? decideGateIn(work, idOrKey, verbs.parse(verb), readDecision(body.value), rehearsal) : body;
  },
  asLedger: true,
  recordNow: async (db, id) => {
    const gate = await gateById(db, id, 'none');
    return gate === null ? null : gateRecord(gate);
  },
};
