import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Consequences } from '../../../foundation/profile.ts';
import { defineRefusals } from '../../../foundation/refusal.ts';
import { provingRoles } from '../core/proving-roles.ts';

const no = defineRefusals('identity', {
  'nobody-could-check': {
    kind: 'rule',
    says: (f: { checkers: readonly string[] }) =>
      `Nobody could check identities any more: ${f.checkers.join(', ')} ${f.checkers.length === 1 ? 'was' : 'were'} checked with a password alone.`,
    remedy: 'Let two people who check identities set up a second factor first, and check each other with it.',
  },
});

type Row = { name: string; checks: boolean; factor: boolean };

/**
 * What it does to people when signatures are given with other components: whose password alone was checked signs no more until their second factor is checked
 * too. Where nobody of them could check anybody then, it is refused: that could only be undone by whoever starts the server.
 */
export async function whoCouldNotSign(db: Db | Tx, to: number | string): Promise<Consequences> {
  const from = 'sign, before their second factor is checked';
  if (to !== 'password-and-second-factor') return { shutOut: [], from, refusals: [] };
  const { rows } = await sql<Row>`
    select p.name,
      exists (select from identity.effective_grant g where g.person_id = p.id and g.deputy_for is null and g.role = any(${[...provingRoles]}::text[])) as checks,
      exists (select from identity.authenticator a where a.person_id = p.id and a.removed_at is null and a.proof_id is not null) as factor
    from identity.person p join identity.credential c on c.person_id = p.id and c.proof_id is not null
    where p.state = 'active' order by p.name`.execute(db);
  const checkers = rows.filter((row) => row.checks);
  const stuck = checkers.length > 0 && !checkers.some((row) => row.factor);
  return {
    shutOut: rows.filter((row) => !row.factor).map((row) => row.name),
    from,
    refusals: stuck
      ? [
          no['nobody-could-check'](
            { checkers: checkers.map((row) => row.name) },
            { field: '/values/signature.components', link: '/me' },
          ),
        ]
      : [],
  };
}
