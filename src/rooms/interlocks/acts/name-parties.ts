import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { Services, SubjectLabel } from '../../../foundation/services.ts';
import { unitsBy } from '../../identity/door.ts';
import type { Owner } from '../core/hold.ts';

export type PartyName = {
  readonly visible: boolean;
  readonly label: string;
  readonly key: string | null;
  readonly link: string | null;
};

/** Whether the reader may see the record behind an owner: the read right of its kind, in one of its units. Kinds that nobody offers are seen by nobody. */
export function maySeeOwner(app: Services, reader: Actor, owner: Owner): boolean {
  const kind = app.subjects.get(owner.kind);
  if (kind === undefined) return false;
  if (owner.unitIds.length === 0) return app.ports.authority.may(reader, kind.readRight, null).length === 0;
  const reach = app.ports.authority.reach(reader, kind.readRight);
  return reach === 'all' || owner.unitIds.some((unit) => reach.has(unit));
}

async function labelsOf(app: Services, db: Db, owners: readonly Owner[]): Promise<ReadonlyMap<string, SubjectLabel>> {
  const ids = Map.groupBy(owners, (owner) => owner.kind);
  const labels = new Map<string, SubjectLabel>();
  for (const [kind, list] of ids) {
    const found = (await app.subjects.get(kind)?.label(db, [...new Set(list.map((owner) => owner.id))])) ?? [];
    for (const label of found) labels.set(`${kind} ${label.id}`, label);
  }
  return labels;
}

/** Names the parties of collisions for a reader: as they are called now, or “another record in <unit>” where the reader may not see them. */
export async function nameParties(
  app: Services,
  db: Db,
  reader: Actor,
  owners: readonly Owner[],
): Promise<(owner: Owner) => PartyName> {
  const seen = owners.filter((owner) => maySeeOwner(app, reader, owner));
  const hidden = owners.filter((owner) => !maySeeOwner(app, reader, owner));
  const labels = await labelsOf(app, db, seen);
  const units = new Map(
    (hidden.length === 0 ? [] : await unitsBy(db, { ids: [...new Set(hidden.flatMap((owner) => owner.unitIds))] })).map(
      (unit) => [unit.id, unit.name] as const,
    ),
  );
  return (owner) => {
    if (!maySeeOwner(app, reader, owner)) {
      const places = owner.unitIds.flatMap((id) => units.get(id) ?? []);
      return {
        visible: false,
        label: places.length === 0 ? 'another record' : `another record in ${places.join(', ')}`,
        key: null,
        link: null,
      };
    }
    const label = labels.get(`${owner.kind} ${owner.id}`);
    return { visible: true, label: label?.label ?? owner.label, key: label?.key ?? owner.key, link: label?.link ?? null };
  };
}
