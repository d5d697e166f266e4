import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import type { ApplicationPatch } from '../core/application-input.ts';
import { changeApplication } from './change-application.ts';

export type BulkRow = { readonly id: string; readonly version: number; readonly change: ApplicationPatch };
export type BulkResult = { readonly id: string } & (
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }
);

/** Each row is an act of its own, with its own version, refusals and place under the idempotency key: what can be done is done, and the rest says why not. */
export async function bulkChangeApplications(
  call: Call,
  rows: readonly BulkRow[],
  reason: string | null,
): Promise<readonly BulkResult[]> {
  const results: BulkResult[] = [];
  for (const [index, row] of rows.entries()) {
    const idempotency = call.idempotency === null ? null : { ...call.idempotency, key: `${call.idempotency.key} ${index}` };
    const outcome = await changeApplication({ ...call, ifVersion: row.version, idempotency }, row.id, row.change, reason);
    results.push(
      outcome.ok
        ? { id: row.id, ok: true, version: outcome.value.version }
        : { id: row.id, ok: false, refusals: outcome.refusals },
    );
  }
  return results;
}
