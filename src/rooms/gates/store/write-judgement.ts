import { sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { DecideVerb } from '../contract.ts';
import type { Tolerance } from '../core/standing.ts';
import type { TrailSeen } from '../core/trail-seen.ts';

export type DecisionToSave = {
  readonly outcome: DecideVerb;
  readonly by: string;
  readonly role: string;
  readonly reason: string;
  readonly condition: string | null;
  readonly expiresAt: Date | null;
  readonly tolerates: readonly Tolerance[];
  readonly trail: TrailSeen | null;
  readonly evaluationId: string;
};

export async function keepDecision(tx: Tx, gateId: string, decision: DecisionToSave, now: Date): Promise<string> {
  const id = uuidv7(now.getTime());
  await sql`
    insert into gates.decision (id, gate_id, place, outcome, by_id, role, reason, condition, expires_at, tolerates, at, evaluation_id,
      trail_first, trail_last, trail_entries, trail_sha256)
    select ${id}::uuid, ${gateId}::uuid, coalesce(max(place), 0) + 1, ${decision.outcome}::text, ${decision.by}::uuid, ${decision.role}::text, ${decision.reason}::text,
      ${decision.condition}::text, ${decision.expiresAt}::timestamptz, ${JSON.stringify(decision.tolerates)}::jsonb, ${now}::timestamptz,
      ${decision.evaluationId}::uuid, ${decision.trail?.first ?? null}::bigint, ${decision.trail?.last ?? null}::bigint, ${decision.trail?.entries ?? null}::int,
      ${decision.trail?.sha256 ?? null}::text
    from gates.decision where gate_id = ${gateId}`.execute(tx);
  return id;
}
