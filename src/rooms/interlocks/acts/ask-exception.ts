import { uuidv7 } from '../../../foundation/ids.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { interlockRefusals } from '../core/claim-refusals.ts';
import type { KeptCollision } from '../core/collision.ts';
import { matterOf } from '../core/collision-record.ts';
import { type CollisionException, exceptionRecord, exceptionSubject } from '../core/exception.ts';
import { exceptionRefusals as no } from '../core/exception-refusals.ts';
import { exceptionDays } from '../core/profile.ts';
import { exceptionBounded } from '../core/rules/exception-bounded.ts';
import { exceptionFits } from '../core/rules/exception-fits.ts';
import { lockCollision, unitsOfCollision } from '../store/collisions.ts';
import { insertException, livingOf, rootUnit } from '../store/exceptions.ts';
import { holdsNamed } from '../store/load-claims.ts';
import { mayNotForEither } from './parties.ts';

export type ExceptionAsked = { readonly reason: string; readonly expiresAt: Date };

/** The holds of a collision as they stand; a freeze is no hold. */
export const claimsOf = (db: Work['tx'] | Call['app']['database']['db'], collision: KeptCollision) =>
  holdsNamed(db, collision.other === null ? [collision.one] : [collision.one, collision.other]);

/** Asks for leave to go on although two claims collide. Somebody else decides. */
export const askException = (
  call: Call,
  collisionId: string,
  input: ExceptionAsked,
): Promise<Outcome<{ readonly id: string; readonly version: number }>> =>
  transact(call, async (work) => {
    const collision = await lockCollision(work.tx, collisionId, work.reach('interlocks.read'));
    if (collision === null) return refuse(interlockRefusals['no-such-collision']({}));
    const barred = mayNotForEither(work.mayNot, 'interlocks.ask-exceptions', collision, await rootUnit(work.tx));
    if (barred.length > 0) return refused(barred);
    const broken = [
      ...exceptionBounded(input.expiresAt, work.now, await valueIn(work.tx, exceptionDays)),
      ...(await faultsOfAsking(work.tx, collision)),
    ];
    if (broken.length > 0) return refused(broken);
    const asked: CollisionException = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('EXC'),
      version: 1,
      state: 'asked',
      collisionId: collision.id,
      matter: matterOf(collision),
      unitIds: unitsOfCollision(collision),
      asked: { by: work.actor.id, at: work.now, reason: input.reason },
      expiresAt: input.expiresAt,
      decided: null,
      ended: null,
    };
    await insertException(work.tx, asked, collision);
    work.say({
      act: 'interlocks.exception-asked',
      subject: exceptionSubject(asked),
      version: 1,
      before: null,
      after: exceptionRecord(asked),
      reason: input.reason,
    });
    return done({ id: asked.id, version: 1 });
  });

/** Why nobody can ask for an exception to this collision now. */
export async function faultsOfAsking(
  db: Work['tx'] | Call['app']['database']['db'],
  collision: KeptCollision,
): Promise<readonly Refusal[]> {
  const unfit = exceptionFits(collision, await claimsOf(db, collision));
  const asked = (await livingOf(db, [collision.id])).find((one) => one.state === 'asked');
  return asked === undefined
    ? unfit
    : [...unfit, no['exception-asked-already']({ key: asked.key }, { link: `/exceptions/${asked.key}` })];
}
