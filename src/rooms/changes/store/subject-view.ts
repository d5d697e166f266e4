import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Involvement, SubjectLabel } from '../../../foundation/services.ts';
import { nextVerb } from '../core/lifecycle.ts';
import { openStates } from './list-changes.ts';

/** How other rooms name changes. */
export async function changeLabels(db: Db, ids: readonly string[]): Promise<readonly SubjectLabel[]> {
  const { rows } = await sql<{ id: string; key: string; name: string; unit_id: string }>`
    select id, key, name, unit_id from changes.change where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map(({ id, key, name, unit_id }) => ({
    id,
    key,
    label: `${key} ${name}`,
    link: `/changes/${key}`,
    unitId: unit_id,
  }));
}

export async function changeUnits(db: Db, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ unit_id: string }>`select unit_id from changes.change where id = ${id}`.execute(db);
  return rows.map((row) => row.unit_id);
}

type Hand = { readonly changeId: string; readonly personId: string; readonly part: string };

/** Who has which part in these changes, by what they wrote and by the steps they took, whatever became of them. */
export async function handsIn(db: Db, ids: readonly string[]): Promise<readonly Hand[]> {
  const named = sql`any(${[...ids]}::uuid[])`;
  const { rows } = await sql<Hand>`
    select id as "changeId", unnest(authors || requested_by) as "personId", 'requested' as part from changes.change where id = ${named}
    union
    select change_id, by_id, case kind when 'build' then 'built' when 'test' then 'tested' when 'authorise' then 'authorised' when 'permit' then 'authorised'
      when 'approve' then 'approved-for-production' when 'agree' then 'agreed' when 'verify' then 'verified' else 'implemented' end
    from changes.decision where change_id = ${named}
      and kind in ('build', 'test', 'authorise', 'permit', 'approve', 'agree', 'verify', 'implement', 'complete', 'fail', 'back-out')`.execute(
    db,
  );
  return rows;
}

export const changeInvolved = async (db: Db, id: string): Promise<readonly Involvement[]> =>
  (await handsIn(db, [id])).map(({ personId, part }) => ({ personId, as: part }));

/** Changes of a unit that are not over. */
export async function changesIn(
  db: Db | Tx,
  { unitId, most }: { readonly unitId: string; readonly most: number },
): Promise<{ readonly total: number; readonly first: readonly string[] }> {
  const { rows } = await sql<{ key: string; total: number }>`
    select key, count(*) over ()::int as total from changes.change
    where unit_id = ${unitId} and state = any(${openStates}::text[]) order by number limit ${most}`.execute(db);
  return { total: rows[0]?.total ?? 0, first: rows.map((row) => row.key) };
}

export type ChangeTraits = {
  readonly id: string;
  readonly model: string;
  readonly unitPath: readonly string[];
  readonly applicationIds: readonly string[];
};

/** What tells changes apart, for rooms that select them. */
export async function changeTraits(db: Db, ids: readonly string[]): Promise<readonly ChangeTraits[]> {
  const { rows } = await sql<ChangeTraits>`
    select c.id, c.model, u.path as "unitPath",
      array(select a.application_id from changes.application a where a.change_id = c.id order by a.application_id) as "applicationIds"
    from changes.change c join identity.units u on u.id = c.unit_id where c.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** When a step of a change was last taken; null where it never was. */
export async function stepTakenAt(db: Db, id: string, verb: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(at) as at from changes.decision where change_id = ${id} and kind = ${verb}`.execute(db);
  return rows[0]?.at ?? null;
}

export async function changeSince(db: Db, id: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`select created_at as at from changes.change where id = ${id}`.execute(db);
  return rows[0]?.at ?? null;
}

const coming = sql.join(
  Object.entries(nextVerb).map(([state, verb]) => sql`when ${state} then ${verb}`),
  sql` `,
);
const waiting = Object.keys(nextVerb).filter((state) => state !== 'on-hold' && state !== 'draft');

/** The step that each open change comes to next; outside of production it is permitted and then scheduled. */
export const stepsComing = sql`
  select id as subject_id, unit_id, case when model = 'non-production' and state = 'submitted' then 'permit'
    when model in ('non-production', 'standard') and state = 'authorised' then 'schedule' else case state ${coming} end end as step
  from changes.change where state = any(${waiting}::text[])`;

/** Where each change stands now. */
export const unitsOfChanges = sql`select id as subject_id, unit_id from changes.change`;
