import { isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';

const minuteMs = 60_000;
const minuteOf = (now: Date): Date => new Date(Math.floor(now.getTime() / minuteMs) * minuteMs);

/** Whom attempts are counted by: the address, of IPv6 the first 64 bits, for whoever has one has all that begin so. */
export function sourceOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? before : [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** One more failed sign-in with an address that nobody has. The address itself is not kept: it may be a mistyped password. */
export async function countStrangerAttempt(tx: Tx, address: string, now: Date): Promise<void> {
  await sql`
    insert into identity.stranger_attempt (minute, source, attempts) values (${minuteOf(now)}, ${sourceOf(address)}, 1)
    on conflict (minute, source) do update set attempts = identity.stranger_attempt.attempts + 1`.execute(tx);
}

export type StrangerMinute = {
  readonly minute: Date;
  readonly attempts: number;
  readonly sources: number;
  /** The busiest, at most `most`. */
  readonly busiest: readonly { readonly source: string; readonly attempts: number }[];
};

/** Takes the minutes that are over out of the table, oldest first. */
export async function takeStrangerMinutes(tx: Tx, now: Date, most: number): Promise<readonly StrangerMinute[]> {
  const { rows } = await sql<StrangerMinute>`
    with taken as (delete from identity.stranger_attempt where minute < ${minuteOf(now)} returning minute, source, attempts),
      ranked as (select *, row_number() over (partition by minute order by attempts desc, source) as place from taken)
    select minute, sum(attempts)::int as attempts, count(*)::int as sources,
      jsonb_agg(jsonb_build_object('source', source, 'attempts', attempts) order by place) filter (where place <= ${most}) as busiest
    from ranked group by minute order by minute`.execute(tx);
  return rows;
}
