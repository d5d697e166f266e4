import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Gate } from '../core/gate.ts';
import { findGate, gateById } from '../store/read-gates.ts';
import { mayNotIn, readRightOf, unitsOf } from './at-home.ts';

export const no = defineRefusals('gates', {
  'no-such-gate': {
    kind: 'notFound',
    says: () => 'There is no such gate.',
    remedy: 'Look at the gates of its subject; it may have been withdrawn.',
  },
  'no-such-criterion': {
    kind: 'notFound',
    says: () => 'The gate asks no such criterion.',
    remedy: 'Open the gate; a criterion whose question changed is asked anew under a new id.',
  },
  'no-such-result': {
    kind: 'notFound',
    says: () => 'The gate has no such result.',
    remedy: 'Open the gate and take a result of a criterion that it asks now.',
  },
  'no-such-waiver': {
    kind: 'notFound',
    says: () => 'The gate has no such waiver.',
    remedy: 'Open the gate and take one of its waivers.',
  },
});

/** A stranger learns nothing: a gate whose subject they may not read is answered like one that does not exist. */
export function mayNotSee(
  mayNot: (right: string, unitId: string | null) => readonly Refusal[],
  right: string,
  unitIds: readonly string[],
): readonly Refusal[] {
  const none = mayNot(right, null);
  if (none.length > 0) return none;
  return mayNotIn(mayNot, right, unitIds).length > 0 ? [no['no-such-gate']({})] : [];
}

export type Opened = { readonly gate: Gate; readonly unitIds: readonly string[] };

/**
 * Finds a gate, asks the rights, then locks: its subject first, the gate after it. Every act on a gate comes this way, so acts on one subject are serial
 * and no two of them can wait for each other.
 */
export async function openGate(work: Work, idOrKey: string, right: string): Promise<Outcome<Opened>> {
  const head = await findGate(work.tx, idOrKey);
  if (head === null) return refuse(no['no-such-gate']({}));
  const unitIds = await unitsOf(work.app, work.tx, head);
  const unseen = mayNotSee(work.mayNot, readRightOf(work.app, head.subjectKind), unitIds);
  if (unseen.length > 0) return refused(unseen);
  const barred = mayNotIn(work.mayNot, right, unitIds);
  if (barred.length > 0) return refused(barred);
  const closed = (await work.app.subjects.get(head.subjectKind)?.lockForGates?.(work, head.subjectId)) ?? [];
  const gate = await gateById(work.tx, head.id, 'update');
  if (gate === null) return refuse(no['no-such-gate']({}));
  return closed.length > 0 ? refused(closed) : done({ gate, unitIds });
}

/** The criterion of a gate by id or key. */
export const criterionOf = (gate: Gate, idOrKey: string) =>
  gate.criteria.find((criterion) => criterion.id === idOrKey) ?? gate.criteria.find((criterion) => criterion.key === idOrKey);
