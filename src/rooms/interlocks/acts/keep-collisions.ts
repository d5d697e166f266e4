import { canonicalJson } from '../../../foundation/canonical-json.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { RecordFields } from '../../../foundation/record.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { FoundCollision, KeptCollision } from '../core/collision.ts';
import { identityOf } from '../core/find-collisions.ts';
import type { Side } from '../core/hold.ts';
import { insertCollisions, unitsOfCollision, updateCollisions } from '../store/collisions.ts';

/** Ids and times only: the trail of a collision is read by either party, and a label would tell it the other's name. */
const sideRecord = (side: Side | null) =>
  side === null
    ? null
    : {
        kind: side.owner.kind,
        id: side.owner.id,
        slot: side.slot,
        start: side.span.start.toISOString(),
        end: side.span.end.toISOString(),
      };

const recordOf = (kept: KeptCollision): RecordFields => ({
  rule: kept.rule,
  severity: kept.severity,
  state: kept.state,
  resource: { kind: kept.resource.kind, id: kept.resource.id },
  one: sideRecord(kept.one),
  other: sideRecord(kept.other),
  overlap: { start: kept.overlap.start.toISOString(), end: kept.overlap.end.toISOString() },
});

const sayTo = (work: Work, act: string, before: KeptCollision | null, after: KeptCollision): void =>
  work.say({
    act,
    subject: { kind: 'collision', id: after.id, key: null, unitIds: unitsOfCollision(after) },
    version: after.version,
    before: before === null ? null : recordOf(before),
    after: recordOf(after),
  });

const sidesDiffer = (a: KeptCollision, b: KeptCollision): boolean =>
  canonicalJson(JSON.parse(JSON.stringify([a.one, a.other, a.why, a.resource]))) !==
  canonicalJson(JSON.parse(JSON.stringify([b.one, b.other, b.why, b.resource])));

/**
 * Brings the kept collisions of some claims to what was found now: new ones appear, those that are gone are cleared, those that moved are changed. Each is said to the
 * ledger with the units of both parties, so that the news reaches both.
 */
export async function keepCollisions(
  work: Work,
  open: readonly KeptCollision[],
  found: readonly FoundCollision[],
): Promise<readonly KeptCollision[]> {
  const wanted = new Map(found.map((one) => [identityOf(one), one] as const));
  const known = new Map(open.map((one) => [identityOf(one), one] as const));
  const fresh = [...wanted]
    .filter(([identity]) => !known.has(identity))
    .map(([identity, one]) => ({ identity, kept: appear(one, work.now) }));
  const changed: { identity: string; kept: KeptCollision }[] = [];
  const still: KeptCollision[] = [];
  for (const [identity, before] of known) {
    const now = wanted.get(identity);
    const after: KeptCollision = now === undefined ? clear(before, work.now) : { ...before, ...now };
    const moved = canonicalJson(recordOf(before)) !== canonicalJson(recordOf(after));
    const kept = moved ? { ...after, version: before.version + 1 } : after;
    if (moved || sidesDiffer(before, after)) changed.push({ identity, kept });
    if (moved) sayTo(work, now === undefined ? 'interlocks.collision-cleared' : 'interlocks.collision-moved', before, kept);
    if (now !== undefined) still.push(kept);
  }
  for (const { kept } of fresh) sayTo(work, 'interlocks.collision-found', null, kept);
  await insertCollisions(work.tx, fresh);
  await updateCollisions(work.tx, changed);
  return [...still, ...fresh.map(({ kept }) => kept)];
}

const appear = (found: FoundCollision, now: Date): KeptCollision => ({
  ...found,
  id: uuidv7(now.getTime()),
  version: 1,
  state: 'open',
  since: now,
  clearedAt: null,
});

const clear = (kept: KeptCollision, now: Date): KeptCollision => ({ ...kept, state: 'cleared', clearedAt: now });
