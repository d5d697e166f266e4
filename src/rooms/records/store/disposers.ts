import { sql } from 'kysely';
import type { Disposer } from '../../../foundation/services.ts';

/** How the rows of this room's records go, once a signed disposal names them. */
export const disposers: readonly Disposer[] = [
  {
    kind: 'audit-review',
    remove: async (tx, id) => void (await sql`select records.remove_review(${id})`.execute(tx)),
  },
];
