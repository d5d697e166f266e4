import { sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';

/**
 * Whether somebody else could unlock the account: an active administrator of the whole organisation with a password, whose own account is not held. Locks the row
 * of one of them, so that two administrators who lock themselves out at once do not both count on the other; a row that somebody else has locked is not counted
 * on, and nobody waits.
 */
export async function isUnlockerThere(tx: Tx, personId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select c.person_id from identity.credential c join identity.person p on p.id = c.person_id and p.state = 'active'
    where c.person_id <> ${personId} and not c.lock_held and exists (
      select 1 from identity.effective_grant g join identity.unit u on u.id = g.unit_id and u.parent_id is null
      where g.person_id = c.person_id and g.role = 'administrator' and g.deputy_for is null
        and (g.starts_at is null or g.starts_at <= ${now}) and (g.ends_at is null or g.ends_at > ${now}))
    limit 1 for share of c skip locked`.execute(tx);
  return rows.length > 0;
}
