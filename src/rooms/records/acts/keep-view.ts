import { uuidv7 } from '../../../foundation/ids.ts';
import type { Call } from '../../../foundation/transact.ts';
import type { View } from '../../../foundation/view.ts';
import { isByItself, isKept, recordOf } from '../core/kept-view.ts';
import { keepAccess } from '../store/access.ts';

/**
 * Writes down that an inspector is shown something, or that an auditor takes a file, before the first byte of it leaves: one insert a view, whatever it shows. Where it
 * cannot be written the view is not given. Wired to foundation's `viewed` port.
 */
export async function keepView(call: Call, view: View): Promise<void> {
  const roles = [...new Set(call.actor.holdings.map(({ role }) => role))].toSorted();
  if (!isKept(roles, view)) return;
  const now = call.app.clock.now();
  const { kind, record } = recordOf(view);
  await keepAccess(call.app.database.db, {
    id: uuidv7(now.getTime()),
    at: now,
    person_id: call.actor.id,
    roles,
    via: call.actor.via,
    operation: view.operation,
    says: view.says,
    record_kind: kind,
    record,
    asked: view.query,
    file: view.file,
    background: isByItself(call.actor.via, view),
    request_id: call.requestId,
  });
}
