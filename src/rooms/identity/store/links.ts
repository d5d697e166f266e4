import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
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
  issued: { readonly by: string | null; readonly needsRelease: boolean } = { by: null, needsRelease: false },
): Promise<Link> {
  if (personId !== null) await closeLinks(tx, personId, now);
  const token = freshToken('ill');
  const expiresAt = new Date(now.getTime() + linkLivesMs[purpose]);
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.setup_link')
    .values({
      token_hash: hashOfToken(token),
      person_id: personId,
      purpose,
      expires_at: expiresAt,
      issued_by: issued.by,
      issued_at: now,
      needs_release: issued.needsRelease,
    })
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
): Promise<{ readonly personId: string | null; readonly issuedBy: string | null; readonly releasedBy: string | null } | null> {
  const used = await tx
    .withTables<IdentityTables>()
    .updateTable('identity.setup_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashOfToken(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['person_id', 'issued_by', 'released_by'])
    .executeTakeFirst();
  return used === undefined ? null : { personId: used.person_id, issuedBy: used.issued_by, releasedBy: used.released_by };
}

export type WaitingLink = { readonly hash: Buffer; readonly issuedBy: string | null; readonly expiresAt: Date };

/** The link of a person that a second administrator can release, locked. One that was released can be once more: a code gets lost. */
export async function linkToRelease(tx: Tx, personId: string, now: Date): Promise<WaitingLink | null> {
  const { rows } = await sql<WaitingLink>`
    select token_hash as hash, issued_by as "issuedBy", expires_at as "expiresAt" from identity.setup_link
    where person_id = ${personId} and used_at is null and expires_at > ${now} and needs_release for update`.execute(tx);
  return rows[0] ?? null;
}

export async function saveRelease(tx: Tx, link: WaitingLink, by: string, code: string): Promise<void> {
  await sql`
    update identity.setup_link set released_by = ${by}, code_hash = ${hashOfToken(code)}, wrong_codes = 0
    where token_hash = ${link.hash}`.execute(tx);
}

export type CodeCheck = { readonly released: boolean; readonly right: boolean; readonly wrong: number };

/** Compares the code of a link, with the link locked first: of guesses at once each counts. The link closes after the last try. */
export async function checkCode(tx: Tx, token: string, code: string, now: Date, tries: number): Promise<CodeCheck | null> {
  const hash = hashOfToken(token);
  const { rows } = await sql<CodeCheck>`
    select code_hash is not null as released, coalesce(code_hash = ${hashOfToken(code)}, false) as right, wrong_codes as wrong
    from identity.setup_link
    where token_hash = ${hash} and used_at is null and expires_at > ${now} and needs_release for update`.execute(tx);
  const found = rows[0];
  if (found === undefined) return null;
  if (!found.released || found.right) return found;
  const wrong = found.wrong + 1;
  await sql`
    update identity.setup_link set wrong_codes = ${wrong}, used_at = ${wrong >= tries ? now : null} where token_hash = ${hash}`.execute(
    tx,
  );
  return { ...found, wrong };
}

export type UsedLink = {
  readonly issuedBy: string | null;
  readonly issuedAt: Date | null;
  readonly releasedBy: string | null;
  readonly usedAt: Date;
};

/** With which link the password of a person was set last, within the last 30 days; by whom it was issued and released, by name. */
export async function lastUsedLink(db: Db, personId: string, now: Date): Promise<UsedLink | null> {
  const { rows } = await sql<UsedLink>`
    select i.name as "issuedBy", l.issued_at as "issuedAt", r.name as "releasedBy", c.changed_at as "usedAt"
    from identity.credential c join identity.setup_link l on l.person_id = c.person_id and l.used_at = c.changed_at
    left join identity.person i on i.id = l.issued_by left join identity.person r on r.id = l.released_by
    where c.person_id = ${personId} and c.changed_at > ${new Date(now.getTime() - 30 * day)} limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Whether somebody else than these two could release a link: active, with a password, administering every one of these units. */
export async function isSecondThere(tx: Tx, units: readonly string[], notThese: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from identity.person p join identity.credential c on c.person_id = p.id
    where p.state = 'active' and p.id <> all(${[...notThese]}::uuid[]) and not exists (
      select 1 from identity.unit u where u.id = any(${[...units]}::uuid[]) and not exists (
        select 1 from identity.effective_grant g
        where g.person_id = p.id and g.role = 'administrator' and g.deputy_for is null and g.ends_at is null and g.unit_id = any(u.path)))
    limit 1`.execute(tx);
  return rows.length > 0;
}
