import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { SubjectKind, SubjectLabel } from '../../../foundation/services.ts';
import { findGroup } from './groups.ts';
import { installationSubject } from './installation.ts';
import { findPerson } from './people.ts';
import { findUnit } from './units.ts';

type Row = { id: string; key: string | null; label: string; unit: string | null };

const labelled = (rows: readonly Row[], link: (row: Row) => string): readonly SubjectLabel[] =>
  rows.map((row) => ({ id: row.id, key: row.key, label: row.label, link: link(row), unitId: row.unit }));

async function peopleLabels(db: Db, ids: readonly string[]): Promise<readonly SubjectLabel[]> {
  const { rows } =
    await sql<Row>`select id, null as key, name as label, unit_id as unit from identity.person where id = any(${[...ids]}::uuid[])`.execute(
      db,
    );
  return labelled(rows, (row) => `/admin/people/${row.id}`);
}

const unitsOfPerson = async (db: Db, id: string): Promise<readonly string[]> => {
  const person = await findPerson(db, id);
  return person?.unit_id == null ? [] : [person.unit_id];
};

const fixed = (kind: string, id: string, label: string, link: string): SubjectKind => ({
  kind,
  readRight: 'identity.administer',
  find: async (_db, named) => (named === id ? id : null),
  label: async (_db, ids) => (ids.includes(id) ? [{ id, key: null, label, link, unitId: null }] : []),
});

/** Kinds of records of this room, so that the trail and the search can name them. */
export const subjects: readonly SubjectKind[] = [
  {
    kind: 'person',
    readRight: 'identity.read',
    find: async (db, named) => (await findPerson(db, named))?.id ?? null,
    label: peopleLabels,
    unitIds: unitsOfPerson,
  },
  {
    kind: 'account',
    readRight: 'identity.administer',
    find: async (db, named) => (await findPerson(db, named))?.id ?? null,
    label: peopleLabels,
    unitIds: unitsOfPerson,
  },
  {
    kind: 'unit',
    readRight: 'identity.read',
    find: async (db, named) => (await findUnit(db, named))?.id ?? null,
    label: async (db, ids) => {
      const { rows } =
        await sql<Row>`select id, key, name as label, id as unit from identity.unit where id = any(${[...ids]}::uuid[])`.execute(
          db,
        );
      return labelled(rows, (row) => `/admin/units/${row.id}`);
    },
    unitIds: async (_db, id) => [id],
  },
  {
    kind: 'group',
    readRight: 'identity.read',
    find: async (db, named) => (await findGroup(db, named))?.id ?? null,
    label: async (db, ids) => {
      const { rows } =
        await sql<Row>`select id, key, name as label, null as unit from identity.crowd where id = any(${[...ids]}::uuid[])`.execute(
          db,
        );
      return labelled(rows, (row) => `/admin/groups/${row.id}`);
    },
  },
  {
    kind: 'api-token',
    readRight: 'identity.administer',
    find: async (db, named) => {
      if (!isUuid(named)) return null;
      const { rows } = await sql<{ id: string }>`select id from identity.api_token where id = ${named}`.execute(db);
      return rows[0]?.id ?? null;
    },
    label: async (db, ids) => {
      const { rows } = await sql<Row & { person: string }>`
        select id, null as key, name as label, null as unit, person_id as person from identity.api_token where id = any(${[...ids]}::uuid[])`.execute(
        db,
      );
      return rows.map((row) => ({ id: row.id, key: null, label: row.label, link: `/admin/people/${row.person}`, unitId: null }));
    },
  },
  // Where the values of the security profile were told of before the compliance profile took them over.
  fixed('setting', '01935f00-0000-7000-8000-000000000001', 'Security profile of before', '/admin/profile'),
  fixed('installation', installationSubject.id, 'This installation', '/admin'),
];
