import { canonicalJson } from '../../../foundation/canonical-json.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { FoundCollision, KeptCollision } from '../core/collision.ts';
import { collisionRecord } from '../core/collision-record.ts';
import { identityOf } from '../core/find-collisions.ts';
import { insertCollisions, unitsOfCollision, updateCollisions } from '../store/collisions.ts';
import { lapseExceptions } from './lapse-exceptions.ts';

const sayTo = (work: Work, act: string, before: KeptCollision | null, after: KeptCollision): void =>
  work.say({
    act,
    subject: { kind: 'collision', id: after.id, key: null, unitIds: unitsOfCollision(after) },
    version: after.version,
    before: before === null ? null : collisionRecord(before),
    after: collisionRecord(after),
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
  const others: KeptCollision[] = [];
  for (const [identity, before] of known) {
    const now = wanted.get(identity);
    const after: KeptCollision = now === undefined ? clear(before, work.now) : { ...before, ...now };
    const moved = canonicalJson(collisionRecord(before)) !== canonicalJson(collisionRecord(after));
    const kept = moved ? { ...after, version: before.version + 1 } : after;
    if (moved || sidesDiffer(before, after)) changed.push({ identity, kept });
    if (moved) others.push(kept);
    if (moved) sayTo(work, now === undefined ? 'interlocks.collision-cleared' : 'interlocks.collision-moved', before, kept);
    if (now !== undefined) still.push(kept);
  }
  for (const { kept } of fresh) sayTo(work, 'interlocks.collision-found', null, kept);
  await insertCollisions(work.tx, fresh);
  await updateCollisions(work.tx, changed);
  await lapseExceptions(work, others);
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
