import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { IdentityTables } from './tables.ts';

/** What the shell of the web app shows of the reader's own session. */
export async function sessionView(db: Db, actor: Actor): Promise<{ readonly mustChange: boolean; readonly endsAt: Date | null }> {
  const row = await db
    .withTables<IdentityTables>()
    .selectFrom('identity.person as p')
    .leftJoin('identity.credential as c', 'c.person_id', 'p.id')
    .leftJoin('identity.session as s', (join) => join.onRef('s.person_id', '=', 'p.id').on('s.id', '=', actor.credentialId))
    .select(['c.must_change', 's.ends_at'])
    .where('p.id', '=', actor.id)
    .executeTakeFirst();
  return { mustChange: row?.must_change ?? false, endsAt: row?.ends_at ?? null };
}
