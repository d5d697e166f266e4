import { byPrivileged } from './by-privileged.ts';
import { changedAfterApproval } from './changed-after-approval.ts';
import { changedAgain } from './changed-again.ts';
import { recordedLate } from './recorded-late.ts';
import { roleChanged } from './role-changed.ts';
import { byAct, type FocusRule, type Trail } from './trail.ts';

/** What a review looks at first, one rule a row. */
export const focusRules: readonly FocusRule[] = [
  changedAfterApproval,
  changedAgain,
  byPrivileged,
  recordedLate,
  roleChanged,
  byAct('waived', 'A criterion was waived, or its waiver withdrawn', ['gates.criterion-waived', 'gates.waiver-withdrawn']),
  byAct('result-withdrawn', 'A result was withdrawn', ['gates.result-withdrawn']),
  byAct('taken-back', 'A decision was taken back or lost its effect', [
    'gates.reopened',
    'gates.lapsed',
    'releases.no-go-decided',
    'releases.go-voided',
    'releases.go-expired',
    'releases.deployment-stopped',
    'releases.backed-out',
  ]),
  byAct('signing-refused', 'Somebody tried to sign and was refused', ['signatures.broken']),
];

export type Why = { readonly rule: string; readonly says: string };

/** The focus list: entries by id, each with every rule that points at it. */
export function focusOf(trail: Trail): ReadonlyMap<string, readonly Why[]> {
  const found = new Map<string, Why[]>();
  for (const { rule, flags } of focusRules)
    for (const { entry, says } of flags(trail)) found.set(entry, [...(found.get(entry) ?? []), { rule, says }]);
  return found;
}
