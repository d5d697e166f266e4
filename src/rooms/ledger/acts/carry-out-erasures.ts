import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { erasingAct } from '../core/erasures.ts';
import {
  confirmedErasures,
  type Erasure,
  eraseNamed,
  erasureFields,
  erasureSubject,
  hasUnsealedNames,
  lockErasure,
  saveErasure,
  valuesToErase,
} from '../store/erasures.ts';
import { standingHold } from '../store/holds.ts';
import { systemCall } from './raise-alarm.ts';

const job = 'ledger.erase';
/** Entries whose values one entry names: it stays well below 65,536 bytes, the limit of a leaf in other logs. */
const atOnce = 300;

/**
 * Carries out confirmed erasures. First an entry names the values, then, when it is sealed, they are deleted: at no moment is a value gone that the sequence does not
 * account for. Killed between any two steps, the next turn goes on. A hold that came meanwhile stops it.
 */
export async function carryOutErasures(app: Services): Promise<void> {
  const { db } = app.database;
  for (const erasure of await confirmedErasures(db)) {
    if ((await standingHold(db, erasure.personId)) !== null) continue;
    while (await nameSome(app, erasure));
    if (await hasUnsealedNames(db, erasure.id)) continue;
    await eraseNamed(db, erasure.id);
    await finish(app, erasure);
  }
}

/** @returns whether there may be more. */
async function nameSome(app: Services, { id }: Erasure): Promise<boolean> {
  const outcome = await transact(systemCall(app, job), async (work) => {
    const erasure = await lockErasure(work.tx, id);
    if (erasure?.state !== 'confirmed') return done(false);
    const found = await valuesToErase(work.tx, erasure, atOnce);
    if (found.length > 0) {
      work.say({
        act: erasingAct,
        subject: erasureSubject(erasure),
        version: erasure.version,
        before: null,
        after: { values: Object.fromEntries(found.map(([entry, slots]) => [entry, [...slots]])) },
      });
    }
    return done(found.length === atOnce);
  });
  return outcome.ok && outcome.value;
}

async function finish(app: Services, { id }: Erasure): Promise<void> {
  await transact(systemCall(app, job), async (work) => {
    const erasure = await lockErasure(work.tx, id);
    if (erasure?.state !== 'confirmed' || (await valuesToErase(work.tx, erasure, 1)).length > 0) return done(null);
    const finished = await saveErasure(work.tx, erasure, 'done', null, work.now);
    work.say({
      act: 'ledger.erasure-done',
      subject: erasureSubject(finished),
      version: finished.version,
      before: erasureFields(erasure),
      after: { ...erasureFields(finished), erasedValues: finished.erasedValues },
    });
    return done(null);
  });
}
