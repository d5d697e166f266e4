import { sql } from 'kysely';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { followReviews } from '../../src/rooms/access/acts/follow-reviews.ts';
import type { IdentityTables } from '../../src/rooms/identity/store/tables.ts';
import type { Someone, Unit } from './builders.ts';
import type { HttpReply, TestHouse } from './house.ts';

type Body = HttpReply['body'];
export const day = 86_400_000;

/** Grants one role in a unit to so many new people, past all acts: for tests of what becomes of grants that are there. */
export async function manyGrants(h: TestHouse, unit: Unit, role: string, count: number): Promise<readonly string[]> {
  const now = h.clock.now();
  const people = Array.from({ length: count }, (_, at) => ({ id: uuidv7(), name: `Holder ${String(at + 1).padStart(3, '0')}` }));
  const db = h.app.database.db.withTables<IdentityTables>();
  await db
    .insertInto('identity.person')
    .values(
      people.map(({ id, name }) => ({
        id,
        email: `holder.${id.slice(-12)}@firm.example`,
        name,
        unit_id: unit.id,
        state: 'active' as const,
        version: 1,
        created_at: now,
      })),
    )
    .execute();
  const rows = people.map(({ id }) => ({ id: uuidv7(), person_id: id, role, unit_id: unit.id, granted_by: id, granted_at: now }));
  await db.insertInto('identity.role_grant').values(rows).execute();
  return people.map(({ id }) => id);
}

/** Lets time pass; who was signed in still is. */
export async function letPass(h: TestHouse, ms: number): Promise<void> {
  h.clock.moveBy(ms);
  const now = h.clock.now();
  await sql`update identity.session set created_at = ${now}, seen_at = ${now}, rotated_at = ${now}, ends_at = ${new Date(now.getTime() + 6 * 3_600_000)}`.execute(
    h.app.database.db,
  );
}

/** The turn of the job. */
export const follow = (h: TestHouse): Promise<void> => followReviews(h.app);

export const openReview = (h: TestHouse, as: Someone, unit: Unit, days = 14): Promise<HttpReply> =>
  h.http(as, 'POST', '/access-reviews', {
    body: { unit: unit.key, dueAt: new Date(h.clock.now().getTime() + days * day).toISOString() },
  });

export const decideOn = (
  h: TestHouse,
  as: Someone,
  review: string,
  items: readonly Body[],
  decision: string,
): Promise<HttpReply> =>
  h.http(as, 'POST', `/access-reviews/${review}/acts/decide`, {
    body: { items: items.map(({ id }) => ({ item: id, decision, reason: `${decision}: looked at` })) },
  });

export const close = async (h: TestHouse, as: Someone, review: string): Promise<HttpReply> => {
  const { body } = await h.http(as, 'GET', `/access-reviews/${review}`);
  return h.http(as, 'POST', `/access-reviews/${review}/acts/close`, {
    ifMatch: body.version,
    body: { conclusion: 'Everybody has what they need', password: as.password },
  });
};
