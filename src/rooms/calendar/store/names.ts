import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { applicationsBy } from '../../portfolio/door.ts';
import type { Placed } from '../core/record.ts';

export type Named = { readonly id: string; readonly key: string; readonly name: string };
/** Names of everything that some records point at, by id. */
export type Names = {
  readonly units: ReadonlyMap<string, Named>;
  readonly applications: ReadonlyMap<string, Named>;
  readonly calendars: ReadonlyMap<string, Named>;
  readonly cadences: ReadonlyMap<string, Named>;
  readonly people: ReadonlyMap<string, string>;
};

type Pointing = Pick<Placed, 'scope'> & {
  readonly calendarId?: string | null;
  readonly cadenceId?: string | null;
  readonly personId?: string | null;
};

const byId = (rows: readonly Named[]): ReadonlyMap<string, Named> =>
  new Map(rows.map(({ id, key, name }) => [id, { id, key, name }] as const));

/** Names what some records point at, in five bounded questions however many records there are; applications only where they may be read. */
export async function namesOf(
  db: Db | Tx,
  records: readonly Pointing[],
  mayRead: (unitId: string) => boolean = () => true,
): Promise<Names> {
  const unique = (ids: readonly (string | null | undefined)[]): string[] => [...new Set(ids.filter((id) => id != null))];
  const unitIds = unique(records.flatMap((record) => record.scope.unitIds));
  const applicationIds = unique(records.flatMap((record) => record.scope.applicationIds));
  const calendarIds = unique(records.map((record) => record.calendarId));
  const cadenceIds = unique(records.map((record) => record.cadenceId));
  const personIds = unique(records.map((record) => record.personId));
  const ask = async (table: string, ids: readonly string[]): Promise<readonly Named[]> =>
    ids.length === 0
      ? []
      : (await sql<Named>`select id, key, name from ${sql.table(table)} where id = any(${[...ids]}::uuid[])`.execute(db)).rows;
  const people =
    personIds.length === 0
      ? []
      : (
          await sql<{
            id: string;
            name: string;
          }>`select id, name from identity.people where id = any(${personIds}::uuid[])`.execute(db)
        ).rows;
  const applications = applicationIds.length === 0 ? [] : await applicationsBy(db, { ids: applicationIds });
  return {
    units: byId(await ask('identity.units', unitIds)),
    applications: byId(applications.filter((one) => mayRead(one.unitId))),
    calendars: byId(await ask('calendar.working_calendar', calendarIds)),
    cadences: byId(await ask('calendar.cadence', cadenceIds)),
    people: new Map(people.map(({ id, name }) => [id, name] as const)),
  };
}

/** What an id points at; one that is gone is still named by its id. */
export const nameIn = (names: ReadonlyMap<string, Named>, id: string): Named => names.get(id) ?? { id, key: id, name: id };
