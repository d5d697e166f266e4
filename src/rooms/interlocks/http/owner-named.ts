import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../../foundation/refusal.ts';
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

type Named = { readonly kind: string; readonly id: string };

/**
 * Why a question about claims is not answered: it names a record that is not there, or not for this reader. The answer would tell when it is held. Kinds that no room
 * owns (a machine, a team) are names and nothing else.
 */
export async function unseenOf({ app, actor }: Call, named: readonly Named[]): Promise<readonly Refusal[]> {
  const different = new Map(named.map((one) => [`${one.kind} ${one.id}`, one]));
  const refusals: Refusal[] = [];
  for (const { kind, id } of different.values()) {
    const subject = app.subjects.get(kind);
    if (subject === undefined) continue;
    const found = await subject.find(app.database.db, id);
    const unitIds = found === null ? [] : await unitsOf(app, subject, found);
    if (found === null || !maySeeOwner(app, actor, { kind, id, key: null, label: '', unitIds }))
      refusals.push(no['no-such-resource']({ kind, id }));
  }
  return refusals;
}
