import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Refusal } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { recordAt } from '../core/address-of-record.ts';
import { attemptFields, attemptSubject, type DeletionAttempt } from '../core/deletion-attempt.ts';
import { retentionRefusals as no } from '../core/retention-refusals.ts';
import { insertAttempt } from '../store/deletion-attempts.ts';
import { readableRecord } from './readable-record.ts';
import { retentionOf } from './retention-of.ts';

/**
 * Somebody asked to delete what an address names. No operation deletes a record, for anybody: that it was tried stands in the trail, and the answer says until when the
 * record is kept. Wired to foundation's port.
 * @returns null where the address names no record; without the facts of it to whoever may not read it.
 */
export async function refuseDeletion(call: Call, path: string): Promise<readonly Refusal[] | null> {
  const { app, actor } = call;
  const at = recordAt(path, app.subjects.keys());
  if (at === null) return null;
  const found = await readableRecord(app, app.database.db, at.kind, at.named, () => []);
  if (!found.ok) return null;
  const { kind, id, label, unitIds } = found.value;
  await transact({ ...call, ifVersion: null, idempotency: null }, async (work) => {
    const attempt: DeletionAttempt = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('DEL'),
      subjectKind: kind,
      subjectId: id,
      subjectKey: label.key,
      unitIds,
      way: 'request',
      byId: actor.id,
      dbRole: null,
      program: null,
      at: work.now,
      source: null,
    };
    await insertAttempt(work.tx, attempt);
    work.say({
      act: 'retention.deletion-refused',
      subject: attemptSubject(attempt),
      version: 1,
      before: null,
      after: attemptFields(attempt),
    });
    return done(null);
  });
  const mayNot = (right: string, unitId: string | null) => app.ports.authority.may(actor, right, unitId);
  const readable = await readableRecord(app, app.database.db, kind, id, mayNot);
  if (!readable.ok) return null;
  const kept = await retentionOf(app, app.database.db, { kind, id }, app.clock.now());
  const facts = { record: label.key ?? kind, until: kept?.until?.toISOString() ?? null, ground: kept?.grounds[0]?.says ?? '' };
  return [no['nothing-deletes'](facts)];
}
