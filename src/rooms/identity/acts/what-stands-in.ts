import type { Actor } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Standing } from '../core/unit-rules.ts';

const named = 3;

/**
 * What the records of other rooms have in a unit: only what is alive, by kind. The first of each are named where the reader may read that kind there; the
 * others are counted.
 */
export async function whatStandsIn(app: Services, db: Db | Tx, actor: Actor, unitId: string): Promise<readonly Standing[]> {
  const standing: Standing[] = [];
  for (const { kind, readRight, standsIn } of app.subjects.values()) {
    if (standsIn === undefined) continue;
    const { total, first } = await standsIn(db, { unitId, now: app.clock.now(), most: named });
    const mayRead = app.ports.authority.may(actor, readRight, unitId).length === 0;
    if (total > 0) standing.push({ kind, total, keys: mayRead ? first : [] });
  }
  return standing;
}
