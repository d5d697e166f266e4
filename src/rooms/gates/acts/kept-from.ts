import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import { apartIn, apartNow } from '../../approvals/door.ts';
import { boundTo } from '../../identity/door.ts';
import type { Gate } from '../core/gate.ts';
import { decidedIt, deciderOf } from '../core/rules/decided-it.ts';

type Asking = { readonly actor: Work['actor']; readonly now: Date; readonly tx: Db };
export type Part = 'record' | 'confirm' | 'waive';
type Apart = (subject: { readonly kind: string; readonly id: string }, parts: readonly string[]) => Promise<readonly Refusal[]>;

/** What each act makes of whoever does it: in the record that the gate stands on, and in the gate. */
const partsBy = {
  record: { ofSubject: ['tested'], ofGate: ['recorded'] },
  confirm: { ofSubject: ['tested'], ofGate: ['recorded'] },
  waive: { ofSubject: [], ofGate: ['waived'] },
} as const;

async function bySteps({ actor, now, tx }: Asking, gate: Gate, part: Part): Promise<readonly Refusal[]> {
  if (deciderOf(gate) === null) return [];
  const { principals, deputies } = await boundTo(tx, actor.id, now);
  return decidedIt(gate, actor.id, [actor.id, ...principals, ...deputies], part);
}

async function keptBy(asking: Asking, gate: Gate, part: Part, apart: Apart): Promise<readonly Refusal[]> {
  const { ofSubject, ofGate } = partsBy[part];
  return [
    ...(ofSubject.length === 0 ? [] : await apart({ kind: gate.subjectKind, id: gate.subjectId }, ofSubject)),
    ...(await apart({ kind: 'gate', id: gate.id }, ofGate)),
    ...(await bySteps(asking, gate, part)),
  ];
}

/** Why the actor does not come to have the part in a gate that an act would give them: their own decision of it, or on its record, or an approval keeps them apart. */
export const keptFromIn = (work: Work, gate: Gate, part: Part): Promise<readonly Refusal[]> =>
  keptBy(work, gate, part, (subject, parts) => apartIn(work, subject, work.actor.id, parts));

/** The same without locks, for `can`. */
export const keptFrom = (
  asking: { readonly app: Services; readonly db: Db; readonly actor: Work['actor']; readonly now: Date },
  gate: Gate,
  part: Part,
): Promise<readonly Refusal[]> =>
  keptBy({ ...asking, tx: asking.db }, gate, part, (subject, parts) => apartNow(asking, subject, asking.actor.id, parts));
