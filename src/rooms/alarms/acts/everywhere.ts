import type { Refusal } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { suppressionRefusals } from '../core/suppression.ts';

/** Kinds of alarms hold in all units: a right in some of them is none here. */
export function mayNotEverywhere(work: Pick<Work, 'mayNot' | 'reach'>, right: string): readonly Refusal[] {
  const denied = work.mayNot(right, null);
  if (denied.length > 0) return denied;
  return work.reach(right) === 'all' ? [] : [suppressionRefusals['everywhere-only']({})];
}
