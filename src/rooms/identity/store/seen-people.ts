import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';

/** Who reads, and in which units. */
export type Reader = { readonly id: string; readonly reach: Reach };

const unitsOf = (reach: ReadonlySet<string>) => sql`${[...reach]}::uuid[]`;

/** Where a grant (alias `g`) counts in one of the reader's units: it stands there or above. */
export const countsFor = ({ reach }: Pick<Reader, 'reach'>): RawBuilder<unknown> =>
  reach === 'all'
    ? sql`true`
    : sql`exists (select 1 from identity.unit seen where seen.id = any(${unitsOf(reach)}) and g.unit_id = any(seen.path))`;

/**
 * Where the reader sees a person: somebody of their units, somebody who holds a role that counts in them (whoever may be named owner or decides there), or
 * themself.
 */
export const seenBy = (reader: Reader, person: RawBuilder<unknown>, home: RawBuilder<unknown>): RawBuilder<unknown> =>
  reader.reach === 'all'
    ? sql`true`
    : sql`(${person} = ${reader.id}::uuid or ${home} = any(${unitsOf(reader.reach)})
        or exists (select 1 from identity.effective_grant g where g.person_id = ${person} and ${countsFor(reader)}))`;

export async function isSeenBy(db: Db, personId: string, reader: Reader): Promise<boolean> {
  if (reader.reach === 'all' || reader.id === personId) return true;
  const { rows } = await sql`
    select 1 from identity.person p where p.id = ${personId} and ${seenBy(reader, sql`p.id`, sql`p.unit_id`)}`.execute(db);
  return rows.length > 0;
}
