import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { RenewalReason } from '../core/renewal.ts';
import type { IdentityTables, SessionState } from './tables.ts';

export type SessionView = {
  readonly mustChange: boolean;
  readonly changeWhy: RenewalReason | null;
  readonly endsAt: Date | null;
  readonly createdAt: Date | null;
  readonly seenAt: Date | null;
  readonly state: SessionState;
  readonly methods: readonly string[];
  readonly actingRole: string | null;
};

/** What the shell of the web app shows of the reader's own session. */
export async function sessionView(db: Db, actor: Actor): Promise<SessionView> {
  const row = await db
    .withTables<IdentityTables>()
    .selectFrom('identity.person as p')
    .leftJoin('identity.credential as c', 'c.person_id', 'p.id')
    .leftJoin('identity.session as s', (join) => join.onRef('s.person_id', '=', 'p.id').on('s.id', '=', actor.credentialId))
    .select(['c.must_change', 'c.change_why', 's.ends_at', 's.created_at', 's.seen_at', 's.state', 's.methods', 's.acting_role'])
    .where('p.id', '=', actor.id)
    .executeTakeFirst();
  return {
    mustChange: row?.must_change ?? false,
    changeWhy: row?.change_why ?? null,
    endsAt: row?.ends_at ?? null,
    createdAt: row?.created_at ?? null,
    seenAt: row?.seen_at ?? null,
    // A token has no session: who comes with one is let in by it.
    state: row?.state ?? 'open',
    methods: row?.methods ?? [],
    actingRole: row?.acting_role ?? null,
  };
}
