import type { Tx } from '../../../foundation/database/database.ts';
import { freshToken, hashOfToken } from './authenticate.ts';
import type { IdentityTables } from './tables.ts';

export type Link = { readonly token: string; readonly expiresAt: Date };

const day = 86_400_000;
/** Longest that a one-time link lies around. */
export const linkLivesMs = { 'first-administrator': day, 'set-password': 3 * day } as const;

/** Makes a one-time link; only its hash is kept. Earlier links of the person stop working. */
export async function makeLink(
  tx: Tx,
  purpose: keyof typeof linkLivesMs,
  personId: string | null,
  now: Date,
  issuedBy: string | null = null,
): Promise<Link> {
  if (personId !== null) await closeLinks(tx, personId, now);
  const token = freshToken('ill');
  const expiresAt = new Date(now.getTime() + linkLivesMs[purpose]);
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.setup_link')
    .values({ token_hash: hashOfToken(token), person_id: personId, purpose, expires_at: expiresAt, issued_by: issuedBy })
    .execute();
  return { token, expiresAt };
}

export async function closeLinks(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.setup_link')
    .set({ used_at: now })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute();
}

/** Takes a valid link out of use and locks it, so that of two requests at once one finds it used. */
export async function takeLink(
  tx: Tx,
  token: string,
  purpose: keyof typeof linkLivesMs,
  now: Date,
): Promise<{ readonly personId: string | null; readonly issuedBy: string | null } | null> {
  const used = await tx
    .withTables<IdentityTables>()
    .updateTable('identity.setup_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashOfToken(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['person_id', 'issued_by'])
    .executeTakeFirst();
  return used === undefined ? null : { personId: used.person_id, issuedBy: used.issued_by };
}
