import type { Actor } from '../../../foundation/actor.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Span } from '../../../foundation/span.ts';
import { nameParties, type PartyName } from '../acts/name-parties.ts';
import type { CollisionShown } from '../contract.ts';
import type { Collision } from '../core/collision.ts';
import type { Side } from '../core/hold.ts';

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

/** Collisions as this reader may see them: a party that they may not read is named by its unit only (law 3 without a leak). */
export async function presentCollisions(
  app: Services,
  reader: Actor,
  collisions: readonly Collision[],
): Promise<readonly CollisionShown[]> {
  const names = await nameParties(
    app,
    reader,
    collisions.flatMap((one) => (one.theirs === null ? [one.mine.owner] : [one.mine.owner, one.theirs.owner])),
  );
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
  }));
}
