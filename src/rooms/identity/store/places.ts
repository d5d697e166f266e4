import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { freshToken, hashOfToken } from './authenticate.ts';

/** The cookie that tells a place where somebody has signed in before. It proves nothing about who asks. */
export const placeCookie = 'interlock_place';
/** Browsers keep no cookie longer (RFC 6265bis). */
export const placeLivesDays = 400;

/** People who have signed in from this place. Asked before anything is known of who signs in, so that it costs the same for everybody. */
export async function peopleKnownAt(tx: Tx, place: string | null): Promise<ReadonlySet<string>> {
  if (place === null) return new Set();
  const { rows } = await sql<{ person_id: string }>`
    select person_id from identity.known_place where place_hash = ${hashOfToken(place)}`.execute(tx);
  return new Set(rows.map((row) => row.person_id));
}

/** Remembers where the person is. One place may be that of several people: a terminal that a shift shares. @returns what its cookie is to hold. */
export async function rememberPlace(
  tx: Tx,
  personId: string,
  place: string | null,
  isKnown: boolean,
  now: Date,
): Promise<string> {
  // What the browser brought is kept only where it came from here: nobody chooses it.
  const token = place !== null && isKnown ? place : freshToken('ilp');
  await sql`
    insert into identity.known_place (person_id, place_hash, first_at, used_at) values (${personId}, ${hashOfToken(token)}, ${now}, ${now})
    on conflict (person_id, place_hash) do update set used_at = ${now}`.execute(tx);
  return token;
}

/** After a password was replaced or somebody was sent away, no place but this one counts as theirs. */
export async function forgetPlaces(tx: Tx, personId: string, except: string | null = null): Promise<void> {
  await sql`
    delete from identity.known_place where person_id = ${personId} and (${except === null} or place_hash <> ${hashOfToken(except ?? '')})`.execute(
    tx,
  );
}

/** Housekeeping: places whose cookie has run out. */
export async function prunePlaces(db: Db, now: Date): Promise<void> {
  await sql`delete from identity.known_place where used_at < ${new Date(now.getTime() - placeLivesDays * 86_400_000)}`.execute(
    db,
  );
}
