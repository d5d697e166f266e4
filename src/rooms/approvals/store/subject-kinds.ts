import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { SubjectKind } from '../../../foundation/services.ts';
import { noticeKind } from '../core/notice.ts';
import { verbalKind } from '../core/verbal.ts';
import { findNotice } from './notices.ts';
import { findVerbal } from './verbals.ts';

type Labelled = { id: string; key: string; name: string; unit_id: string };

const byNamed = (table: string) => async (db: Db, idOrKey: string) => {
  const column = sql.ref(isUuid(idOrKey) ? 'id' : 'key');
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} where ${column} = ${idOrKey}`.execute(db);
  return rows[0]?.id ?? null;
};

const requirementKind: SubjectKind = {
  kind: 'approval-requirement',
  readRight: 'approvals.read',
  find: byNamed('approvals.requirement'),
  label: async (db, ids) => {
    const { rows } = await sql<Labelled>`
      select r.id, r.key, v.name, v.unit_id from approvals.requirement r
      join approvals.requirement_version v on v.requirement_id = r.id and v.version = r.version where r.id = any(${[...ids]}::uuid[])`.execute(
      db,
    );
    return rows.map(({ id, key, name, unit_id }) => ({
      id,
      key,
      label: `${key} ${name}`,
      link: `/approvals/requirements/${key}`,
      unitId: unit_id,
    }));
  },
  unitIds: async (db, id) => {
    const { rows } = await sql<{ unit_id: string }>`
      select unit_id from approvals.requirement_version where requirement_id = ${id} order by version desc limit 1`.execute(db);
    return rows.map((row) => row.unit_id);
  },
  standsIn: async (db, { unitId, most }) => {
    const { rows } = await sql<{ key: string; total: number }>`
      select r.key, count(*) over ()::int as total from approvals.requirement r
      join approvals.requirement_version v on v.requirement_id = r.id and v.version = r.version
      where not r.withdrawn and v.unit_id = ${unitId} order by length(r.key), r.key limit ${most}`.execute(db);
    return { total: rows[0]?.total ?? 0, first: rows.map((row) => row.key) };
  },
};

const changeKind: SubjectKind = {
  kind: 'approval-change',
  readRight: 'approvals.read',
  find: byNamed('approvals.change'),
  label: async (db, ids) => {
    const { rows } = await sql<Labelled>`
      select id, key, terms ->> 'name' as name, unit_id from approvals.change where id = any(${[...ids]}::uuid[])`.execute(db);
    return rows.map(({ id, key, name, unit_id }) => ({
      id,
      key,
      label: `${key} ${name}`,
      link: `/approvals/changes/${key}`,
      unitId: unit_id,
    }));
  },
  unitIds: async (db, id) => {
    const { rows } = await sql<{ unit_id: string }>`select unit_id from approvals.change where id = ${id}`.execute(db);
    return rows.map((row) => row.unit_id);
  },
};

/** What was said to a step of a record; its readers are those of the units in which it was said. */
const approvalKind: SubjectKind = {
  kind: 'approval',
  readRight: 'approvals.read',
  find: async (db, id) => {
    if (!isUuid(id)) return null;
    const { rows } = await sql<{ id: string }>`select id from approvals.approval where id = ${id}::uuid`.execute(db);
    return rows[0]?.id ?? null;
  },
  label: async (db, ids) => {
    const { rows } = await sql<{ id: string; key: string | null; kind: string; step: string; verdict: string; units: string[] }>`
      select id, subject_key as key, subject_kind as kind, step, verdict, unit_ids as units from approvals.approval
      where id = any(${[...ids]}::uuid[])`.execute(db);
    return rows.map(({ id, key, kind, step, verdict, units }) => ({
      id,
      key: null,
      label: `${verdict === 'approved' ? 'Approval' : 'Rejection'} of ${step.replaceAll('-', ' ')} of ${key ?? kind}`,
      link: `/approvals/given/${id}`,
      unitId: units[0] ?? null,
    }));
  },
  unitIds: async (db, id) => {
    const { rows } = await sql<{ unit_ids: string[] }>`select unit_ids from approvals.approval where id = ${id}`.execute(db);
    return rows.flatMap((row) => row.unit_ids);
  },
};

/** What was said by word of mouth in an emergency. */
const verbalAuthorisationKind: SubjectKind = {
  kind: verbalKind,
  readRight: 'approvals.read',
  find: async (db, id) => (await findVerbal(db, id))?.id ?? null,
  label: async (db, ids) => {
    const found = await Promise.all(ids.map((id) => findVerbal(db, id)));
    return found.flatMap((one) =>
      one === null
        ? []
        : [
            {
              id: one.id,
              key: null,
              label: `Verbal authorisation of ${one.step.replaceAll('-', ' ')} of ${one.subjectKey ?? one.subjectKind}`,
              link: `/approvals/emergencies/${one.id}`,
              unitId: one.unitIds[0] ?? null,
            },
          ],
    );
  },
  unitIds: async (db, id) => (await findVerbal(db, id))?.unitIds ?? [],
};

/** Notice of something that is meant to be done. */
const noticeOfKind: SubjectKind = {
  kind: noticeKind,
  readRight: 'approvals.read',
  find: async (db, idOrKey) => (await findNotice(db, idOrKey))?.id ?? null,
  label: async (db, ids) => {
    const found = await Promise.all(ids.map((id) => findNotice(db, id)));
    return found.flatMap((one) =>
      one === null
        ? []
        : [
            {
              id: one.id,
              key: one.key,
              label: `${one.key}, notice about ${one.subjectKey ?? one.subjectKind}`,
              link: `/approvals/notices/${one.key}`,
              unitId: one.unitIds[0] ?? null,
            },
          ],
    );
  },
  unitIds: async (db, id) => (await findNotice(db, id))?.unitIds ?? [],
};

export const subjectKinds: readonly SubjectKind[] = [
  requirementKind,
  changeKind,
  approvalKind,
  verbalAuthorisationKind,
  noticeOfKind,
];
