import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Services } from '../../../foundation/services.ts';

/** What a reader may see of a list: units, and where the records of each kind stand now. */
export type Within = {
  readonly reach: Reach;
  readonly kinds: readonly { readonly kind: string; readonly unitsNow: RawBuilder<unknown> }[];
};

export const withinNow = (app: Services, reach: Reach): Within => ({
  reach,
  kinds: [...app.subjects.values()].flatMap(({ kind, approvable }) =>
    approvable === undefined ? [] : [{ kind, unitsNow: approvable.unitsNow }],
  ),
});

/** Whether the record of a row stands in units of the reader now, wherever it stood when the row was written. */
export function standsWithin(row: 'a' | 'n' | 'v', { reach, kinds }: Within): RawBuilder<unknown> {
  if (reach === 'all') return sql`true`;
  const some = kinds.map(
    ({ kind, unitsNow }) =>
      sql`${sql.ref(`${row}.subject_kind`)} = ${kind} and exists (select 1 from (${unitsNow}) s where s.subject_id = ${sql.ref(`${row}.subject_id`)} and s.unit_id = any(${[...reach]}::uuid[]))`,
  );
  return some.length === 0 ? sql`false` : sql`(${sql.join(some, sql` or `)})`;
}
