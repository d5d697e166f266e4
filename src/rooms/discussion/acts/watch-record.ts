import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { type Watch, watchFields, watchSubject } from '../core/watch.ts';
import { findWatch, insertWatch, updateWatch } from '../store/watches.ts';
import { mayIn, recordNamed } from './record-named.ts';

/** Turns it on or off that one is told of a record. Of what one can no longer read one is shown nothing, whether or not one watches it. */
export const watchRecord = (
  call: Call,
  named: { readonly kind: string; readonly id: string },
  watching: boolean,
): Promise<Outcome<{ readonly watching: boolean }>> =>
  transact(call, async (work) => {
    const found = await recordNamed(work.app, work.tx, work.actor, named);
    if (!found.ok) return found;
    const record = found.value;
    const denied = mayIn(work.app.ports, work.actor, 'discussion.watch', record.unitIds);
    if (denied.length > 0) return refused(denied);
    const fresh: Watch = {
      id: uuidv7(work.now.getTime()),
      personId: work.actor.id,
      subjectKind: record.kind,
      subjectId: record.id,
      watching,
      since: work.now,
      version: 1,
    };
    const isFirst = watching && (await insertWatch(work.tx, fresh));
    const seen = isFirst ? null : await findWatch(work.tx, work.actor.id, record, 'for update');
    if (!isFirst && (seen === null || seen.watching === watching)) return done({ watching });
    const after: Watch = seen === null ? fresh : { ...seen, watching, since: work.now, version: seen.version + 1 };
    if (seen !== null) await updateWatch(work.tx, seen, after);
    work.say({
      act: watching ? 'discussion.watched' : 'discussion.unwatched',
      subject: watchSubject(after, record),
      version: after.version,
      before: seen === null ? null : watchFields(seen, record),
      after: watchFields(after, record),
    });
    return done({ watching });
  });
