import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Span } from '../../../foundation/span.ts';
import { counts } from '../acts/in-force.ts';
import { nameParties, type PartyName } from '../acts/name-parties.ts';
import type { CollisionShown } from '../contract.ts';
import type { Collision } from '../core/collision.ts';
import { type CollisionException, isInForce } from '../core/exception.ts';
import type { Side } from '../core/hold.ts';
import { livingOf } from '../store/exceptions.ts';

export const presentSpan = (span: Span) => ({ start: span.start.toISOString(), end: span.end.toISOString() });

export const presentSide = (side: Side, name: PartyName) => ({
  kind: side.owner.kind,
  id: name.visible ? side.owner.id : null,
  key: name.key,
  label: name.label,
  link: name.link,
  visible: name.visible,
  span: presentSpan(side.span),
});

export const presentExceptionHead = (one: CollisionException, inForce: boolean) => ({
  id: one.id,
  key: one.key,
  state: one.state,
  expiresAt: one.expiresAt.toISOString(),
  inForce,
});

/** The exception of each collision: the one in force, else the newest that is asked or granted. */
async function exceptionsOf(app: Services, db: Db, collisions: readonly Collision[]) {
  const now = app.clock.now();
  const needing = collisions.filter((one) => one.severity === 'needs-exception' && one.state === 'open').map((one) => one.id);
  const found = new Map<string, ReturnType<typeof presentExceptionHead>>();
  for (const one of await livingOf(db, needing)) {
    const known = found.get(one.collisionId);
    if (known?.inForce === true) continue;
    found.set(one.collisionId, presentExceptionHead(one, isInForce(one, now) && (await counts(app, db, one, now))));
  }
  return found;
}

/** Collisions as this reader may see them: a party that they may not read is named by its unit only (law 3 without a leak). */
export async function presentCollisions(
  app: Services,
  db: Db,
  reader: Actor,
  collisions: readonly Collision[],
): Promise<readonly CollisionShown[]> {
  const names = await nameParties(
    app,
    db,
    reader,
    collisions.flatMap((one) => (one.theirs === null ? [one.mine.owner] : [one.mine.owner, one.theirs.owner])),
  );
  const exceptions = await exceptionsOf(app, db, collisions);
  return collisions.map((one) => ({
    id: one.id,
    version: one.version,
    rule: one.rule,
    severity: one.severity,
    resource: { kind: one.resource.kind, id: one.resource.id, label: one.resource.label },
    mine: presentSide(one.mine, names(one.mine.owner)),
    theirs: one.theirs === null ? null : presentSide(one.theirs, names(one.theirs.owner)),
    overlap: presentSpan(one.overlap),
    why: one.why,
    nextFree: one.nextFree === null ? null : presentSpan(one.nextFree),
    since: one.since.toISOString(),
    state: one.state,
    clearedAt: one.clearedAt?.toISOString() ?? null,
    exception: exceptions.get(one.id) ?? null,
  }));
}
