import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { collisionStops } from '../core/holds.ts';
import type { Release } from '../core/release.ts';

export type CollisionCount = { readonly blocking: number; readonly warning: number };
export const noCollisions: CollisionCount = { blocking: 0, warning: 0 };

type Counted = {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly excepted: boolean;
  readonly count: number;
};
type Holder = Pick<Release, 'id' | 'state' | 'heldFrom'>;

/**
 * Open collisions of releases: those that stop each of them, and the others. An exception counts here while it is granted and not over; whether its
 * signature stands is asked by the acts that rely on it. Releases without any are missing from the answer.
 */
export async function collisionCounts(
  db: Db,
  releases: readonly Holder[],
  now: Date,
): Promise<ReadonlyMap<string, CollisionCount>> {
  if (releases.length === 0) return new Map();
  const { rows } = await sql<Counted>`
    select id, rule, severity, coalesce(excepted_until > ${now}, false) as excepted, count(*) as count from interlocks.open_parties
    where kind = 'release' and id = any(${releases.map(({ id }) => id)}::uuid[]) group by 1, 2, 3, 4`.execute(db);
  const holders = new Map(releases.map((release) => [release.id, release] as const));
  const counts = new Map<string, CollisionCount>();
  for (const row of rows) {
    const holder = holders.get(row.id);
    const known = counts.get(row.id) ?? noCollisions;
    const stops = holder === undefined || collisionStops(holder, row);
    counts.set(
      row.id,
      stops ? { ...known, blocking: known.blocking + row.count } : { ...known, warning: known.warning + row.count },
    );
  }
  return counts;
}

/** When the next exception to a collision of the release is over: from then on it stops it again. Null where none ends. */
export async function nextExceptionEnd(db: Db, releaseId: string, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ until: Date | null }>`
    select min(excepted_until) as until from interlocks.open_parties
    where kind = 'release' and id = ${releaseId}::uuid and excepted_until > ${now}`.execute(db);
  return rows[0]?.until ?? null;
}

/** The same in SQL, for filters on `releases.release r`; a test holds the two against each other. */
export const isColliding = (which: 'any' | 'blocking', now: Date): RawBuilder<unknown> => {
  const softly = sql`coalesce(r.held_from, r.state) in ('proposed', 'accepted')`;
  const stops = sql`(c.severity = 'blocks' or (c.severity = 'needs-exception' and coalesce(c.excepted_until <= ${now}, true) and (c.rule <> 'same-resource' or ${softly})))`;
  return sql`exists (select 1 from interlocks.open_parties c where c.kind = 'release' and c.id = r.id ${which === 'blocking' ? sql`and ${stops}` : sql``})`;
};
