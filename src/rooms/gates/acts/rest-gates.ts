import type { Subject } from '../../../foundation/record.ts';
import type { Work } from '../../../foundation/transact.ts';
import { gatesOfSubject } from '../store/read-gates.ts';
import { changeGate } from '../store/write-gate.ts';
import { gateNow, sayGate } from './follow-facts.ts';

/**
 * Puts gates to rest once what they guard is done, and wakes them when it comes back. A conditional pass sleeps only when the whole subject is over:
 * its condition is still owed after the guarded step.
 */
export async function restGatesIn(
  work: Work,
  subject: Subject,
  guards: readonly string[] | 'all',
  resting: boolean,
): Promise<void> {
  for (const gate of await gatesOfSubject(work.tx, subject, 'update')) {
    const meant = guards === 'all' || (guards.includes(gate.guards) && !(resting && gate.state === 'passed-conditionally'));
    if (!meant || (gate.restedAt !== null) === resting) continue;
    await changeGate(work.tx, gate, { restedAt: resting ? work.now : null }, work.now);
    sayGate(work, resting ? 'gates.rested' : 'gates.woken', gate, await gateNow(work, gate.id), null);
  }
}
