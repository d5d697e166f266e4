import type { Subject } from '../../../foundation/record.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { isPassing, stateNow } from '../core/standing.ts';
import { gatesOfSubject } from '../store/read-gates.ts';
import { changeGate } from '../store/write-gate.ts';
import { gateNow, sayGate } from './follow-facts.ts';

/** Moves the due times of all gates of a subject that have not passed; the caller has locked the subject. */
export async function moveGateDuesIn(work: Work, subject: Subject, shift: (due: Date) => Date): Promise<Outcome<null>> {
  for (const gate of await gatesOfSubject(work.tx, subject, 'update')) {
    if (gate.dueAt === null || isPassing(stateNow(gate, work.now))) continue;
    const dueAt = shift(gate.dueAt);
    if (dueAt.getTime() === gate.dueAt.getTime()) continue;
    await changeGate(work.tx, gate, { dueAt }, work.now);
    sayGate(work, 'gates.due-moved', gate, await gateNow(work, gate.id), null);
  }
  return done(null);
}
