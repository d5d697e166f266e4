import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export type PolicyText = {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly number: number;
  readonly text: string;
  readonly approvedAt: Date | null;
};

/**
 * Versions of policies with their texts, by id or key of the policy and number, in the order of keys. The text of an approved version never changes; kind and title are
 * those of today.
 */
export async function policyTexts(
  db: Db | Tx,
  versions: readonly { readonly policy: string; readonly number: number }[],
): Promise<readonly PolicyText[]> {
  if (versions.length === 0) return [];
  const { rows } = await sql<PolicyText>`
    select distinct p.id, p.key, p.kind, p.title, v.number, v.text, v.approved_at as "approvedAt"
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) asked (policy text, number integer)
      join policies.policy p on p.id::text = asked.policy or p.key = asked.policy
      join policies.policy_version v on v.policy_id = p.id and v.number = asked.number
    order by p.key, v.number`.execute(db);
  return rows;
}
