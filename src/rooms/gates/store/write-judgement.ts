import { sql } from 'kysely';
import type { Actor } from '../../../foundation/actor.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { DecideVerb } from '../contract.ts';
import type { Evaluation, Occasion } from '../core/evaluation.ts';
import type { Tolerance } from '../core/standing.ts';
import type { GatesTables } from './tables.ts';

/** Keeps an evaluation with its inputs; its place is counted under the lock of the gate. */
export async function keepEvaluation(
  tx: Tx,
  gateId: string,
  evaluation: Evaluation,
  occasion: Occasion,
  actor: Actor,
  now: Date,
): Promise<string> {
  const id = uuidv7(now.getTime());
  const by = actor.kind === 'system' ? null : actor.id;
  await sql`
    insert into gates.evaluation (id, gate_id, place, at, occasion, by_id, hash, green, met, total, inputs)
    select ${id}::uuid, ${gateId}::uuid, coalesce(max(place), 0) + 1, ${now}::timestamptz, ${occasion}::text, ${by}::uuid, decode(${evaluation.hash}, 'hex'),
      ${evaluation.green}::boolean, ${evaluation.met}::int, ${evaluation.total}::int, ${JSON.stringify(evaluation.inputs)}::jsonb
    from gates.evaluation where gate_id = ${gateId}`.execute(tx);
  return id;
}

/** Keeps the first evaluations of gates that were just made, in one statement. */
export async function keepFirstEvaluations(
  tx: Tx,
  kept: readonly { readonly gateId: string; readonly evaluation: Evaluation }[],
  actor: Actor,
  now: Date,
): Promise<void> {
  if (kept.length === 0) return;
  await tx
    .withTables<GatesTables>()
    .insertInto('gates.evaluation')
    .values(
      kept.map(({ gateId, evaluation }) => ({
        id: uuidv7(now.getTime()),
        gate_id: gateId,
        place: 1,
        at: now,
        occasion: 'placed' as const,
        by_id: actor.kind === 'system' ? null : actor.id,
        hash: Buffer.from(evaluation.hash, 'hex'),
        green: evaluation.green,
        met: evaluation.met,
        total: evaluation.total,
        inputs: JSON.stringify(evaluation.inputs),
      })),
    )
    .execute();
}

export type DecisionToSave = {
  readonly outcome: DecideVerb;
  readonly by: string;
  readonly role: string;
  readonly reason: string;
  readonly condition: string | null;
  readonly expiresAt: Date | null;
  readonly tolerates: readonly Tolerance[];
  readonly evaluationId: string;
};

export async function keepDecision(tx: Tx, gateId: string, decision: DecisionToSave, now: Date): Promise<string> {
  const id = uuidv7(now.getTime());
  await sql`
    insert into gates.decision (id, gate_id, place, outcome, by_id, role, reason, condition, expires_at, tolerates, at, evaluation_id)
    select ${id}::uuid, ${gateId}::uuid, coalesce(max(place), 0) + 1, ${decision.outcome}::text, ${decision.by}::uuid, ${decision.role}::text, ${decision.reason}::text,
      ${decision.condition}::text, ${decision.expiresAt}::timestamptz, ${JSON.stringify(decision.tolerates)}::jsonb, ${now}::timestamptz,
      ${decision.evaluationId}::uuid
    from gates.decision where gate_id = ${gateId}`.execute(tx);
  return id;
}
