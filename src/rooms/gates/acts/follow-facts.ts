import type { Work } from '../../../foundation/transact.ts';
import type { GateState } from '../contract.ts';
import { type Evaluation, evaluate, type Occasion } from '../core/evaluation.ts';
import type { Gate } from '../core/gate.ts';
import { erasableOf, gateRecord, gateSubject } from '../core/gate-record.ts';
import { isPassing, lapsesAt, momentOf, stateNow, whyNoPass } from '../core/standing.ts';
import { gateById } from '../store/read-gates.ts';
import { saveFound } from '../store/write-found.ts';
import { changeGate, type GateChange } from '../store/write-gate.ts';
import { keepChangeIn } from './keep-evaluation.ts';
import { foundAnew, measuredOne } from './measure.ts';

export type Followed = {
  readonly gate: Gate;
  readonly evaluation: Evaluation;
  /** Why a gate that had passed is open again; null when none is. */
  readonly reopenedWhy: string | null;
};

/** What every act on a gate answers; plain JSON, so that a repeated request gets it again. */
export type AfterAct = {
  readonly id: string;
  readonly state: GateState;
  readonly version: number;
  readonly evaluation: Evaluation;
  readonly reopened: boolean;
};

export const afterAct = ({ gate, evaluation, reopenedWhy }: Followed): AfterAct => ({
  id: gate.id,
  state: gate.state,
  version: gate.version,
  evaluation,
  reopened: reopenedWhy !== null,
});

/** What re-opening does to the row. */
export const reopening = (why: string): GateChange => ({
  state: 'reopened',
  reopenedWhy: why,
  decisionId: null,
  conditionalUntil: null,
  lapsesAt: null,
  restedAt: null,
});

export async function gateNow(work: Work, id: string): Promise<Gate> {
  const gate = await gateById(work.tx, id, 'none');
  if (gate === null) throw new Error(`gate ${id} is gone while it was locked`);
  return gate;
}

/** Says a gate's change to the ledger: the whole record before and after. */
export function sayGate(work: Work, act: string, before: Gate | null, after: Gate, reason: string | null): void {
  work.say({
    act,
    subject: gateSubject(after),
    version: after.version,
    before: before === null ? null : gateRecord(before),
    after: gateRecord(after),
    reason,
    erasable: [...new Set([...(before === null ? [] : erasableOf(before)), ...erasableOf(after)])],
  });
}

/** Tells the owner of the subject that a gate which had passed is open again, in the same transaction. */
export const tellReopened = async (work: Work, gate: Gate, why: string): Promise<void> =>
  work.app.subjects
    .get(gate.subjectKind)
    ?.gateReopened?.(work, gate.subjectId, { id: gate.id, name: gate.name, guards: gate.guards, why });

function changeBy(gate: Gate, occasion: Occasion, now: Date): { readonly change: GateChange; readonly why: string | null } {
  if (isPassing(gate.state)) {
    const moment = momentOf(gate, now);
    const broken = whyNoPass(gate, moment);
    if (gate.decision !== null && broken.length === 0)
      return { change: { lapsesAt: lapsesAt(gate.decision, gate.criteria, moment) }, why: null };
    const why = broken.join('; ');
    return { change: reopening(why), why };
  }
  const begins = gate.state === 'upcoming' && occasion !== 'lapse' && occasion !== 'placed' && occasion !== 'measured';
  return { change: begins ? { state: 'open' } : {}, why: null };
}

/**
 * Draws the consequence of facts that were just written (or of time that has passed) for a locked gate: evaluates it, keeps the evaluation, re-opens a
 * pass that no longer holds, tells the subject, says it all to the ledger as one entry.
 * @param before the gate as it was locked, before the facts were written.
 */
export async function followFactsIn(
  work: Work,
  before: Gate,
  about: { readonly occasion: Occasion; readonly act: string; readonly reason: string | null },
): Promise<Followed> {
  const written = await measureIn(work, await gateNow(work, before.id));
  const { change, why } = changeBy(written, about.occasion, work.now);
  await changeGate(work.tx, written, change, work.now);
  const changed = await gateNow(work, before.id);
  const evaluation = evaluate(changed.id, changed.criteria, momentOf(changed, work.now));
  const gate = await keepChangeIn(work, { gate: changed, evaluation, gateVersion: changed.version }, about.occasion);
  sayGate(work, about.act, before, gate, about.reason);
  if (why !== null) await tellReopened(work, gate, why);
  return { gate, evaluation, reopenedWhy: why };
}

/** Measures a locked gate and writes down what is found; the caller says it, as part of its own change. */
export async function measureIn(work: Work, gate: Gate): Promise<Gate> {
  const found = await measuredOne({ app: work.app, db: work.tx, now: work.now }, gate);
  await saveFound(work.tx, foundAnew(gate, found));
  return found;
}

/**
 * The gate as it is at this moment, before anything else is done with it: what the house finds is written down, and a pass that time or a finding has ended
 * is open again. Said in an entry of its own, and only where something is different.
 */
export async function lapseIn(work: Work, gate: Gate): Promise<Gate> {
  const found = await measuredOne({ app: work.app, db: work.tx, now: work.now }, gate);
  if (stateNow(found, work.now) !== gate.state)
    return (await followFactsIn(work, gate, { occasion: 'lapse', act: 'gates.lapsed', reason: null })).gate;
  if (foundAnew(gate, found).length === 0) return gate;
  return (await followFactsIn(work, gate, { occasion: 'measured', act: 'gates.measured', reason: null })).gate;
}
