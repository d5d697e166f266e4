import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import type { WindowVerb } from '../core/judge-window.ts';
import { type Asked, actOnWindow } from './step-window.ts';

export type BulkResult = { readonly id: string } & (
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }
);

/** The same verb for several windows. Each row is an act of its own, with its own version, refusals and place under the idempotency key. */
export async function actOnWindows(
  call: Call,
  verb: WindowVerb,
  rows: readonly { readonly id: string; readonly version: number; readonly signature?: Asked['signature'] }[],
  reason: string | undefined,
): Promise<readonly BulkResult[]> {
  const results: BulkResult[] = [];
  for (const [index, { id, version, signature }] of rows.entries()) {
    const idempotency = call.idempotency === null ? null : { ...call.idempotency, key: `${call.idempotency.key} ${index}` };
    const outcome = await actOnWindow({ ...call, ifVersion: version, idempotency }, id, verb, { reason, signature });
    results.push(outcome.ok ? { id, ok: true, version: outcome.value.version } : { id, ok: false, refusals: outcome.refusals });
  }
  return results;
}
