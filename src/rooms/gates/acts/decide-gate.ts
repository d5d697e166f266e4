import type { Json } from '../../../foundation/canonical-json.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import * as approvals from '../../approvals/door.ts';
import { notIndependent } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import type { DecideVerb } from '../contract.ts';
import { type Evaluation, evaluate } from '../core/evaluation.ts';
import type { Gate } from '../core/gate.ts';
import { gateMachine } from '../core/gate-machine.ts';
import { gateSubject } from '../core/gate-record.ts';
import { conditionDays, trailBeforeDecision } from '../core/profile.ts';
import { conditionUnbounded } from '../core/rules/condition-unbounded.ts';
import { criteriaNotGreen } from '../core/rules/criteria-not-green.ts';
import { evaluationChanged } from '../core/rules/evaluation-changed.ts';
import { greenTooShort } from '../core/rules/green-too-short.ts';
import { decidingRole, notDecider } from '../core/rules/not-decider.ts';
import { toleranceNotExact } from '../core/rules/tolerance-not-exact.ts';
import { trailUnseen } from '../core/rules/trail-unseen.ts';
import { wrongState } from '../core/rules/wrong-state.ts';
import { greenSinceNow } from '../core/run-of-green.ts';
import { isPassing, lapsesAt, tolerancesOf } from '../core/standing.ts';
import { type TrailSeen, trailSeenOf } from '../core/trail-seen.ts';
import { changeGate, type GateChange } from '../store/write-gate.ts';
import { keepDecision } from '../store/write-judgement.ts';
import { involvedIn, namesOfDeciders } from './at-home.ts';
import { dueFor } from './due-for.ts';
import { type AfterAct, afterAct, gateNow, lapseIn, reopening, sayGate, tellReopened } from './follow-facts.ts';
import { keepIn } from './keep-evaluation.ts';
import { foundAnew } from './measure.ts';
import { openGate } from './open-gate.ts';
import { trailToSee } from './trail-to-see.ts';

export type DecisionInput = {
  readonly reason: string;
  readonly evaluationHash: string | null;
  readonly trailHash: string | null;
  readonly condition: string | null;
  readonly expiresAt: Date | null;
  readonly tolerates: readonly string[];
};

/** Decides a gate: the signed decision of one named person on the evaluation that they saw. */
export const decideGate = (
  call: Call,
  gateId: string,
  verb: DecideVerb,
  input: DecisionInput,
  signature: Signing,
): Promise<Outcome<AfterAct>> => transact(call, (work) => decideGateIn(work, gateId, verb, input, signature));

export async function decideGateIn(
  work: Work,
  gateId: string,
  verb: DecideVerb,
  input: DecisionInput,
  signature: Signing,
): Promise<Outcome<AfterAct>> {
  const opened = await openGate(work, gateId, 'gates.decide');
  if (!opened.ok) return opened;
  const seen = opened.value.gate;
  const role = decidingRole(work.actor.holdings, seen.deciders, opened.value.unitIds);
  if (role === null) return refused(notDecider(role, seen.deciders, await namesOfDeciders(work.app, work.tx, seen, work.now)));
  const stale = await work.stale(gateSubject(seen), seen.version);
  if (stale.length > 0) return refused(stale);
  const gate = await lapseIn(work, seen);
  const evaluation = evaluate(gate.id, gate.criteria, work.now);
  const trail = await trailFor(work, gate, verb, input);
  const broken = [...(await rulesBrokenBy(work, gate, seen, evaluation, verb, input)), ...trail.broken];
  if (broken.length > 0) return refused(broken);
  const saved = await save(work, gate, evaluation, verb, role, input, trail.seen);
  if (!rowOf(gate, verb).demands.includes('signature')) return done(saved);
  const signed = await sign(work, dueFor(gate, await gateNow(work, gate.id), verb, decisionJson(input)), signature);
  return signed.ok ? done(saved) : signed;
}

/** Decisions after which the guarded step can be taken: each waits for the approvals that passing asks. */
export const letsPass = (verb: DecideVerb): boolean => verb !== 'fail' && verb !== 'reopen';

type Trail = { readonly seen: TrailSeen | null; readonly broken: readonly Refusal[] };

/** The part of the trail that the decider looked at, and why it is not what they say. Where the profile does not demand it, and nobody says it, nothing is asked. */
async function trailFor(work: Work, gate: Gate, verb: DecideVerb, input: DecisionInput): Promise<Trail> {
  if (verb === 'reopen') return { seen: null, broken: [] };
  const demanded = (await valueIn(work.tx, trailBeforeDecision)) === 'criteria-and-trail';
  if (!demanded && input.trailHash === null) return { seen: null, broken: [] };
  const { unsealed, ...seen } = trailSeenOf((await trailToSee(work.tx, gate)).entries);
  return { seen, broken: trailUnseen(input.trailHash, { ...seen, unsealed }) };
}

const decisionJson = (input: DecisionInput): Json => ({
  reason: input.reason,
  evaluationHash: input.evaluationHash,
  trailHash: input.trailHash,
  condition: input.condition,
  expiresAt: input.expiresAt?.toISOString() ?? null,
  tolerates: [...input.tolerates],
});

function rowOf(gate: Gate, verb: DecideVerb) {
  const row = transitionOf(gateMachine, gate.state, verb);
  if (row === undefined || row.to === 'previous') throw new Error(`no row leads from ${gate.state} by ${verb}`);
  return { ...row, to: row.to };
}

async function rulesBrokenBy(
  work: Work,
  gate: Gate,
  seen: Gate,
  evaluation: Evaluation,
  verb: DecideVerb,
  input: DecisionInput,
): Promise<readonly Refusal[]> {
  const state = wrongState(gate.state, verb);
  if (verb === 'reopen') return state;
  const anew = new Set(foundAnew(seen, gate).map((criterion) => criterion.id));
  const since = greenSinceNow(gate.kept, evaluation.green, work.now);
  return [
    ...state,
    ...evaluationChanged(input.evaluationHash, evaluation, gate.criteria, seen.changedAt, work.now, anew),
    ...(await notIndependent(work.tx, work.actor, await involvedIn(work.app, work.tx, gate), work.now)),
    ...(letsPass(verb) ? await approvals.guardOf(work, { kind: 'gate', id: gate.id }, 'pass') : []),
    ...(verb === 'pass' ? [...criteriaNotGreen(evaluation), ...greenTooShort(gate.greenHours, since, work.now)] : []),
    ...(verb === 'pass-conditionally'
      ? [
          ...conditionUnbounded(input.condition, input.expiresAt, work.now, await valueIn(work.tx, conditionDays)),
          ...toleranceNotExact(evaluation, input.tolerates),
          // All green and not for long enough: there is nothing to tolerate, so a condition is no way round the time.
          ...(evaluation.green ? greenTooShort(gate.greenHours, since, work.now) : []),
        ]
      : []),
  ];
}

async function save(
  work: Work,
  gate: Gate,
  evaluation: Evaluation,
  verb: DecideVerb,
  role: string,
  input: DecisionInput,
  trail: TrailSeen | null,
): Promise<AfterAct> {
  const row = rowOf(gate, verb);
  const conditional = verb === 'pass-conditionally';
  const decided = {
    outcome: verb,
    by: work.actor.id,
    role,
    reason: input.reason,
    condition: conditional ? input.condition : null,
    expiresAt: conditional ? input.expiresAt : null,
    tolerates: tolerancesOf(verb, gate.criteria, work.now),
    trail,
    at: work.now,
  };
  const { kept } = await keepIn(work, { gate, evaluation, gateVersion: gate.version + 1 }, 'decision');
  if (kept === null) throw new Error(`the evaluation of gate ${gate.id} was not kept`);
  const decisionId = await keepDecision(work.tx, gate.id, { ...decided, evaluationId: kept.id }, work.now);
  const change: GateChange =
    verb === 'reopen'
      ? reopening(input.reason)
      : {
          state: row.to,
          decisionId,
          conditionalUntil: decided.expiresAt,
          reopenedWhy: null,
          restedAt: null,
          lapsesAt: isPassing(row.to) ? lapsesAt({ ...decided, id: decisionId }, gate.criteria, work.now) : null,
        };
  await changeGate(work.tx, gate, change, work.now);
  const after = await gateNow(work, gate.id);
  sayGate(work, row.act, gate, after, input.reason);
  const reopened = verb === 'reopen' && isPassing(gate.state);
  if (reopened) await tellReopened(work, after, input.reason);
  return afterAct({ gate: after, evaluation, reopenedWhy: reopened ? input.reason : null });
}
