import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { profileSubject } from '../../../foundation/profile.ts';
import type { RecordDossier, SubjectKind } from '../../../foundation/services.ts';
import { findPolicy, policyOfVersion } from './policies.ts';
import { findException } from './policy-exceptions.ts';
import { findProfileChange, profileChangesById } from './profile-changes.ts';

const readRight = 'policies.read';
const everywhere = async (): Promise<readonly string[]> => [];

type Row = { id: string; key: string; label: string; policy: string };
const labelled = (rows: readonly Row[]) =>
  rows.map((row) => ({ id: row.id, key: row.key, label: row.label, link: `/policies/${row.policy}`, unitId: null }));

async function policyLabels(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select id, key, title as label, key as policy from policies.policy where id = any(${[...ids]}::uuid[])`.execute(db);
  return labelled(rows);
}

async function versionLabels(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select v.id, p.key || 'v' || v.number as key, p.title as label, p.key as policy
    from policies.policy_version v join policies.policy p on p.id = v.policy_id where v.id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return labelled(rows);
}

async function exceptionLabels(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select e.id, e.key, 'Exception of ' || coalesce(e.subject_key, e.subject_kind) || ' from ' || p.key as label, p.key as policy
    from policies.exception e join policies.policy p on p.id = e.policy_id where e.id = any(${[...ids]}::uuid[])`.execute(db);
  return labelled(rows);
}

/** The whole policy with all its versions; what was signed is each of these. */
const policyDossier: RecordDossier = {
  signedParts: async (db, id) =>
    ((await findPolicy(db, id))?.versions ?? []).map((version) => ({ kind: 'policy-version', id: version.id })),
  parts: async () => ({ parts: [], evaluations: 0 }),
};

/** Kinds of records of this room. Policies and the profile are read by everybody who reads anything; exceptions by who reads their record. */
export const subjects: readonly SubjectKind[] = [
  {
    kind: profileSubject.kind,
    readRight,
    find: async (_db, named) => (named === profileSubject.id ? named : null),
    label: async (_db, ids) =>
      ids.includes(profileSubject.id)
        ? [{ id: profileSubject.id, key: null, label: 'Compliance profile', link: '/admin/profile', unitId: null }]
        : [],
    unitIds: everywhere,
    dossier: true,
  },
  {
    kind: 'profile-change',
    readRight,
    find: async (db, named) => (await findProfileChange(db, named))?.id ?? null,
    label: async (db, ids) =>
      (await profileChangesById(db, ids)).map(({ id, key }) => ({
        id,
        key,
        label: 'Change of the compliance profile',
        link: '/admin/profile',
        unitId: null,
      })),
    unitIds: everywhere,
    dossier: true,
  },
  {
    kind: 'policy',
    readRight,
    find: async (db, named) => (await findPolicy(db, named))?.id ?? null,
    label: policyLabels,
    unitIds: everywhere,
    dossier: policyDossier,
  },
  {
    kind: 'policy-version',
    readRight,
    find: async (db, named) => (await policyOfVersion(db, named))?.id ?? null,
    label: versionLabels,
    unitIds: everywhere,
  },
  {
    kind: 'policy-exception',
    readRight,
    find: async (db, named) => (await findException(db, named))?.id ?? null,
    label: exceptionLabels,
    dossier: true,
    unitIds: async (db, id) => (await findException(db, id))?.unitIds ?? [],
  },
];
