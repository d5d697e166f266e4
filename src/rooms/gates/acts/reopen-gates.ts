import type { Subject } from '../../../foundation/record.ts';
import type { Work } from '../../../foundation/transact.ts';
import { isPassing } from '../core/standing.ts';
import { gatesOfSubject } from '../store/read-gates.ts';
import { changeGate } from '../store/write-gate.ts';
import { gateNow, reopening, sayGate } from './follow-facts.ts';

/**
 * Re-opens the gates of a subject that had passed, since what they were decided for is another now (law 4). What is at rest keeps its standing: its step is
 * done. The caller has locked the subject and draws its own consequences.
 */
export async function reopenGatesIn(work: Work, subject: Subject, why: string): Promise<void> {
  for (const gate of await gatesOfSubject(work.tx, subject, 'update')) {
    if (!isPassing(gate.state) || gate.restedAt !== null) continue;
    await changeGate(work.tx, gate, reopening(why), work.now);
    sayGate(work, 'gates.lapsed', gate, await gateNow(work, gate.id), why);
  }
}
