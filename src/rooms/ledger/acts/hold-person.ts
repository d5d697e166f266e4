import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { holdSubject, insertHold, liftHold, lockHold } from '../store/holds.ts';
import { erasureRefusals, mayNotEraseAnybody, personNamed } from './erase.ts';

const no = defineRefusals('ledger', {
  'no-such-hold': { kind: 'notFound', says: () => 'There is no such hold.', remedy: 'Take its key out of the list.' },
  'held-already': {
    kind: 'conflict',
    says: () => 'A hold on this person stands already.',
    remedy: 'Lift that one first, where another ground takes its place.',
  },
});

/** A legal hold: while it stands, nothing about the person is erased, whatever was confirmed. */
export const holdPerson = (call: Call, person: string, reason: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const refusals = mayNotEraseAnybody(work);
    if (refusals.length > 0) return refused(refusals);
    const personId = await personNamed(work, person);
    if (personId === null) return refuse(erasureRefusals['no-such-person']({}));
    const made = await insertHold(work.tx, {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('HOLD'),
      personId,
      reason,
      setBy: work.actor.id,
      setAt: work.now,
    });
    if (made === null) return refuse(no['held-already']({}));
    work.say({
      act: 'ledger.hold-set',
      subject: holdSubject(made),
      version: made.version,
      before: null,
      after: { person: personId, stands: true },
      reason,
    });
    return done({ id: made.id });
  });

/** A repeat of a lifted hold is no error. */
export const liftHoldNamed = (call: Call, named: string, reason: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const refusals = mayNotEraseAnybody(work);
    if (refusals.length > 0) return refused(refusals);
    const hold = await lockHold(work.tx, named);
    if (hold === null) return refuse(no['no-such-hold']({}));
    if (hold.liftedAt !== null) return done({ id: hold.id });
    const lifted = await liftHold(work.tx, hold, work.now);
    work.say({
      act: 'ledger.hold-lifted',
      subject: holdSubject(lifted),
      version: lifted.version,
      before: { person: hold.personId, stands: true },
      after: { person: hold.personId, stands: false },
      reason,
    });
    return done({ id: lifted.id });
  });
