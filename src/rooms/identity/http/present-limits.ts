import type { Only } from '../../../foundation/actor.ts';
import type { Services } from '../../../foundation/services.ts';

type Limited = {
  readonly release_ids: readonly string[] | null;
  readonly trail_from: Date | string | null;
  readonly trail_until: Date | string | null;
};
const iso = (time: Date | string | null): string | null => (time === null ? null : new Date(time).toISOString());

/** What grants are limited to, their releases by key; asked for all of them at once. */
export async function limitsIn(app: Services, rows: readonly Limited[]) {
  const ids = [...new Set(rows.flatMap((row) => row.release_ids ?? []))];
  const labels = ids.length === 0 ? [] : ((await app.subjects.get('release')?.label(app.database.db, ids)) ?? []);
  const keys = new Map(labels.map(({ id, key }) => [id, key ?? id] as const));
  return ({ release_ids, trail_from, trail_until }: Limited) =>
    release_ids === null
      ? null
      : {
          releases: release_ids.map((id) => ({ id, key: keys.get(id) ?? id })),
          trailFrom: iso(trail_from),
          trailUntil: iso(trail_until),
        };
}

/** The same of a role that somebody holds. */
export const limitedBy = ({ records, from, until }: Only): Limited => ({
  release_ids: records,
  trail_from: from,
  trail_until: until,
});
