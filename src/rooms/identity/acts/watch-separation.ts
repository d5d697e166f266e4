import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { heldPairs } from '../core/separation.ts';
import { apartNow } from '../store/apart.ts';
import { everybodysRoles } from '../store/held-roles.ts';
import { alarmsOf, pairKey, saveAlarm } from '../store/separation-alarms.ts';
import { sayAccount } from './say.ts';

export const watchSeparationJob = 'identity.watch-separation';

/**
 * Looks for people who hold roles that are kept apart without a waiver, whatever way they came to them: past the product, when the pair came into the matrix after
 * them, or when their waiver ended. Each one that is found is an alarm in the access log, once, and once more when it came back (SOX, COSO principle 10: a detective check beside the preventive one).
 */
export async function watchSeparation(app: Services): Promise<void> {
  const call = { app, actor: systemActor(watchSeparationJob), requestId: uuidv7(), ifVersion: null, idempotency: null };
  await transact(call, async (work) => {
    const known = await alarmsOf(work.tx);
    const apart = await apartNow(work.tx, work.now);
    const found = new Set<string>();
    for (const person of await everybodysRoles(work.tx, work.now)) {
      for (const { one, other, why, oneBy, otherBy, waiver } of heldPairs(person, apart)) {
        if (waiver !== undefined) continue;
        const pair = { personId: person.id, one, other };
        found.add(pairKey(pair));
        if (known.has(pairKey(pair))) continue;
        await saveAlarm(work.tx, pair, work.now, true);
        const alarm = { one, other, why, oneBy, otherBy };
        sayAccount(work, 'identity.forbidden-pair-found', { id: person.id, unit_id: person.unitId, version: 1 }, { alarm });
      }
    }
    for (const [key, pair] of known) {
      if (found.has(key)) continue;
      await saveAlarm(work.tx, pair, work.now, false);
      const gone = { one: pair.one, other: pair.other };
      sayAccount(work, 'identity.forbidden-pair-gone', { id: pair.personId, unit_id: pair.unitId, version: 1 }, { gone });
    }
    return done(null);
  });
}
