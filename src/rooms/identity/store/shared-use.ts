import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { areDistant, togetherMs } from '../core/shared-use.ts';

/** Whether another open session of the person was used lately from an address that is far from where this one is used. */
export async function isUsedElsewhere(db: Db | Tx, sessionId: string, address: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ seenFrom: string }>`
    select o.seen_from as "seenFrom" from identity.session s join identity.session o on o.person_id = s.person_id and o.id <> s.id
    where s.id = ${sessionId} and o.state = 'open' and o.ended_at is null and o.ends_at > ${now} and o.seen_at > ${new Date(now.getTime() - togetherMs)}`.execute(
    db,
  );
  return rows.some(({ seenFrom }) => areDistant(seenFrom, address));
}

export async function addressOfSession(tx: Tx, sessionId: string): Promise<string> {
  const { rows } = await sql<{ address: string }>`select address from identity.session where id = ${sessionId}`.execute(tx);
  return rows[0]?.address ?? '';
}
