import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { nextVerb } from '../core/lifecycle.ts';

export type ReleaseFacts = {
  readonly id: string;
  readonly kind: string;
  readonly class: string;
  readonly unitPath: readonly string[];
  readonly applicationIds: readonly string[];
};

/** What tells releases apart, for rooms that select them. */
export async function releaseFacts(db: Db, ids: readonly string[]): Promise<readonly ReleaseFacts[]> {
  const { rows } = await sql<ReleaseFacts>`
    select r.id, r.kind, r.class, u.path as "unitPath",
      array(select a.application_id from releases.application a where a.release_id = r.id order by a.application_id) as "applicationIds"
    from releases.release r join identity.units u on u.id = r.unit_id where r.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** Which part somebody comes to have in a release by a decision, whatever became of the decision. */
const partOfDecision = sql`case d.kind when 'accept' then 'accepted' when 'plan' then 'approved-dates' when 'accept-uat' then 'accepted-uat'
  when 'declare-ready' then 'decided-go' when 'validate' then 'validated' when 'release-for-use' then 'released-for-use' else 'deployed' end`;

export async function handsIn(
  db: Db,
  ids: readonly string[],
): Promise<readonly { readonly releaseId: string; readonly personId: string; readonly part: string }[]> {
  const { rows } = await sql<{ releaseId: string; personId: string; part: string }>`
    select id as "releaseId", proposed_by as "personId", 'requested' as part from releases.release where id = any(${[...ids]}::uuid[])
    union
    select d.release_id, d.by_id, ${partOfDecision} from releases.decision d
    where d.release_id = any(${[...ids]}::uuid[])
      and d.kind in ('accept', 'plan', 'accept-uat', 'declare-ready', 'deploy', 'record-results', 'complete', 'validate', 'release-for-use')`.execute(
    db,
  );
  return rows;
}

/** When a step of a release was last decided; null where it never was. */
export async function stepTakenAt(db: Db, id: string, verb: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(at) as at from releases.decision where release_id = ${id} and kind = ${verb}`.execute(db);
  return rows[0]?.at ?? null;
}

export async function releaseSince(db: Db, id: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`select created_at as at from releases.release where id = ${id}`.execute(db);
  return rows[0]?.at ?? null;
}

const coming = sql.join(
  Object.entries(nextVerb).map(([state, verb]) => sql`when ${state} then ${verb}`),
  sql` `,
);
const open = Object.keys(nextVerb).filter((state) => state !== 'on-hold' && state !== 'backed-out');

/** The step that each open release comes to next. */
export const stepsComing = sql`
  select id as subject_id, unit_id, case state ${coming} end as step from releases.release where state = any(${open}::text[]) and origin = 'native'`;

/** Where each release stands now. */
export const unitsOfReleases = sql`select id as subject_id, unit_id from releases.release`;
