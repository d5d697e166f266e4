import { sql } from 'kysely';
import type { Disposer } from '../../../foundation/services.ts';

/** How the rows of this room's records go, once a signed disposal names them. */
export const disposers: readonly Disposer[] = ['approval', 'verbal-authorisation', 'notice'].map((kind) => ({
  kind,
  remove: async (tx, id) => void (await sql`select approvals.remove_said(${kind}, ${id})`.execute(tx)),
}));
