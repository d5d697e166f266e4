import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Services, SubjectKind } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { maySeeOwner } from '../acts/name-parties.ts';
import { interlockRefusals as no } from '../core/claim-refusals.ts';
import type { OwnerRef } from '../core/hold.ts';

/** `kind:id` or `kind:key`; a key is found by the room that owns the kind. A record that the reader may not see is not there: else a hidden party could be guessed. */
export async function ownerNamed({ app, actor }: Call, text: string | undefined): Promise<Outcome<OwnerRef | null>> {
  if (text === undefined) return done(null);
  const colon = text.indexOf(':');
  const [kind, name] = [text.slice(0, colon), text.slice(colon + 1)];
  const subject = app.subjects.get(kind);
  const id = isUuid(name) ? name : await subject?.find(app.database.db, name);
  const unknown = refuse(no['no-such-owner']({ owner: text }));
  if (subject === undefined || id === null || id === undefined) return unknown;
  const unitIds = await unitsOf(app, subject, id);
  return maySeeOwner(app, actor, { kind, id, key: null, label: '', unitIds }) ? done({ kind, id }) : unknown;
}

async function unitsOf(app: Services, subject: SubjectKind, id: string): Promise<readonly string[]> {
  if (subject.unitIds !== undefined) return subject.unitIds(app.database.db, id);
  const labels = await subject.label(app.database.db, [id]);
  return labels.flatMap((label) => label.unitId ?? []);
}
