import { sql } from 'kysely';
import type { Disposer } from '../../../foundation/services.ts';

/** How the rows of this room's records go, once a signed disposal names them. */
export const disposers: readonly Disposer[] = [
  {
    kind: 'policy-exception',
    remove: async (tx, id) => void (await sql`select policies.remove_exception(${id})`.execute(tx)),
  },
  {
    kind: 'release',
    remove: async (tx, id) => void (await sql`select policies.remove_followings('release', ${id})`.execute(tx)),
  },
];
