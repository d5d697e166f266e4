import { sql } from 'kysely';
import type { Disposer } from '../../../foundation/services.ts';

/** How the rows of this room's records go, once a signed disposal names them. */
export const disposers: readonly Disposer[] = [
  {
    kind: 'release',
    remove: async (tx, id) => void (await sql`select releases.remove_release(${id})`.execute(tx)),
  },
];
