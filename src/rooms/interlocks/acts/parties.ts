import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Involvement, Services } from '../../../foundation/services.ts';
import type { KeptCollision } from '../core/collision.ts';
import type { Owner } from '../core/hold.ts';

type MayNot = (right: string, unitId: string | null) => readonly Refusal[];

const partiesOf = (collision: Pick<KeptCollision, 'one' | 'other'>): readonly Owner[] =>
  collision.other === null ? [collision.one.owner] : [collision.one.owner, collision.other.owner];

/** A record without units holds the whole organisation: its right is asked at the root. */
const unitsOf = (owner: Owner, root: string | null): readonly (string | null)[] =>
  owner.unitIds.length === 0 ? [root] : owner.unitIds;

const inOneOf = (mayNot: MayNot, right: string, units: readonly (string | null)[]): readonly Refusal[] => {
  const answers = units.map((unit) => mayNot(right, unit));
  return answers.find((refusals) => refusals.length === 0) ?? answers[0] ?? [];
};

/** The right in a unit of either party: whoever has a part in the collision may ask. */
export const mayNotForEither = (
  mayNot: MayNot,
  right: string,
  collision: Pick<KeptCollision, 'one' | 'other'>,
  root: string | null,
): readonly Refusal[] =>
  inOneOf(
    mayNot,
    right,
    partiesOf(collision).flatMap((owner) => unitsOf(owner, root)),
  );

/** The right in a unit of each party: nobody excepts their own unit from the freeze of another. */
export function mayNotForBoth(
  mayNot: MayNot,
  right: string,
  collision: Pick<KeptCollision, 'one' | 'other'>,
  root: string | null,
): readonly Refusal[] {
  const answers = partiesOf(collision).map((owner) => inOneOf(mayNot, right, unitsOf(owner, root)));
  return answers.find((refusals) => refusals.length > 0) ?? [];
}

/** Who requested, owns (or owned), did or tested what either party is. */
export async function handsInParties(
  app: Services,
  db: Db,
  collision: Pick<KeptCollision, 'one' | 'other'>,
): Promise<readonly Involvement[]> {
  const found: Involvement[] = [];
  for (const owner of partiesOf(collision)) {
    const kind = app.subjects.get(owner.kind);
    const owners = (await kind?.owners?.(db, owner.id)) ?? [];
    found.push(...((await kind?.involved?.(db, owner.id)) ?? []), ...owners.map((personId) => ({ personId, as: 'owns' })));
  }
  return found;
}
