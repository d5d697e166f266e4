import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { faultsOfAsking } from '../acts/ask-exception.ts';
import { barredFrom, brokenRules } from '../acts/decide-exception.ts';
import { counts } from '../acts/in-force.ts';
import { mayNotForEither } from '../acts/parties.ts';
import { type ExceptionRow, type ExceptionView, exceptionVerbs } from '../contract.ts';
import type { KeptCollision } from '../core/collision.ts';
import type { CollisionException, Mark } from '../core/exception.ts';
import { seenFrom } from '../core/seen-from.ts';
import { rootUnit } from '../store/exceptions.ts';
import { collisionsByIds } from '../store/list-collisions.ts';
import { presentCollisions, presentExceptionHead } from './present-collision.ts';

type Names = (id: string) => string;

const presentMark = (mark: Mark, names: Names) => ({
  by: { id: mark.by, name: names(mark.by) },
  at: mark.at.toISOString(),
  reason: mark.reason,
});
const presentOrNone = (mark: Mark | null, names: Names) => (mark === null ? null : presentMark(mark, names));

/** Exceptions as this reader may see them: the parties of their collisions are named as in the list of collisions. */
export async function presentExceptions(call: Call, exceptions: readonly CollisionException[]): Promise<readonly ExceptionRow[]> {
  const { app, actor } = call;
  const [db, now] = [app.database.db, app.clock.now()];
  if (exceptions.length === 0) return [];
  const kept = await collisionsByIds(db, [...new Set(exceptions.map((one) => one.collisionId))]);
  const shown = new Map(
    (
      await presentCollisions(
        app,
        db,
        actor,
        kept.map((one) => seenFrom(one, null)),
      )
    ).map((one) => [one.id, one] as const),
  );
  const people = await peopleBy(db, {
    ids: [...new Set(exceptions.flatMap((one) => [one.asked.by, one.decided?.by ?? [], one.ended?.by ?? []].flat()))],
  });
  const names = new Map(people.map((person) => [person.id, person.name] as const));
  const nameOf: Names = (id) => names.get(id) ?? 'the house itself';
  const rows: ExceptionRow[] = [];
  for (const one of exceptions) {
    const collision = shown.get(one.collisionId);
    if (collision === undefined) throw new Error(`the collision of ${one.key} is gone`);
    const { id, version, rule, severity, resource, mine, theirs, overlap, state } = collision;
    rows.push({
      ...presentExceptionHead(one, await counts(app, db, one, now)),
      version: one.version,
      collision: { id, version, rule, severity, resource, mine, theirs, overlap, state },
      asked: presentMark(one.asked, nameOf),
      decided: presentOrNone(one.decided, nameOf),
      ended: presentOrNone(one.ended, nameOf),
      over: one.expiresAt <= now,
    });
  }
  return rows;
}

/** One exception with what the reader may do with it. */
export async function presentException(call: Call, one: CollisionException): Promise<ExceptionView> {
  const [row] = await presentExceptions(call, [one]);
  const [collision] = await collisionsByIds(call.app.database.db, [one.collisionId]);
  if (row === undefined || collision === undefined) throw new Error(`the collision of ${one.key} is gone`);
  return { ...row, can: await canException(call, one, collision) };
}

async function canException({ app, actor }: Call, one: CollisionException, collision: KeptCollision) {
  const [db, now] = [app.database.db, app.clock.now()];
  const mayNot = (right: string, unitId: string | null) => app.ports.authority.may(actor, right, unitId);
  const root = await rootUnit(db);
  const can: Record<string, readonly Refusal[]> = {};
  for (const verb of exceptionVerbs) {
    const barred = barredFrom(mayNot, verb, collision, root);
    can[verb] = barred.length > 0 ? barred : await brokenRules({ app, actor, now, db }, verb, one, collision);
  }
  return presentCan(can);
}

/** What the reader may do about a collision: ask for an exception, or why not. */
export async function canCollision({ app, actor }: Call, collision: KeptCollision) {
  const { db } = app.database;
  const mayNot = (right: string, unitId: string | null) => app.ports.authority.may(actor, right, unitId);
  const barred = mayNotForEither(mayNot, 'interlocks.ask-exceptions', collision, await rootUnit(db));
  return presentCan({ 'ask-exception': barred.length > 0 ? barred : await faultsOfAsking(db, collision) });
}
