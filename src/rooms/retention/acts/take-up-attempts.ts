import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { attemptFields, attemptSubject, type DeletionAttempt } from '../core/deletion-attempt.ts';
import { insertAttempt, type Refused, refusedInDatabase } from '../store/deletion-attempts.ts';
import { readableRecord } from './readable-record.ts';

export const takeUpJob = 'retention.take-up-attempts';
const atOnce = 100;

/**
 * Attempts to delete a record in the database itself, past the application: the database kept the row and wrote the attempt down; here it becomes an entry of the trail.
 * Each once, whoever else takes them up.
 */
export async function takeUpAttempts(app: Services): Promise<void> {
  for (const refused of await refusedInDatabase(app.database.db, atOnce)) await takeUp(app, refused);
}

async function takeUp(app: Services, refused: Refused): Promise<void> {
  const found = await readableRecord(app, app.database.db, refused.kind, refused.recordId, () => []);
  const call = { app, actor: systemActor(takeUpJob), requestId: uuidv7(), ifVersion: null, idempotency: null };
  await transact(call, async (work) => {
    const attempt: DeletionAttempt = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('DEL'),
      subjectKind: refused.kind,
      subjectId: refused.recordId,
      subjectKey: found.ok ? found.value.label.key : null,
      unitIds: found.ok ? found.value.unitIds : [],
      way: 'database',
      byId: null,
      dbRole: refused.dbRole,
      program: refused.program,
      at: refused.at,
      source: refused.id,
    };
    if (!(await insertAttempt(work.tx, attempt))) return done(null);
    work.say({
      act: 'retention.deletion-refused',
      subject: attemptSubject(attempt),
      version: 1,
      before: null,
      after: attemptFields(attempt),
    });
    return done(null);
  });
  app.log.error(
    { kind: refused.kind, id: refused.recordId, role: refused.dbRole },
    'somebody tried to delete a record in the database',
  );
}
