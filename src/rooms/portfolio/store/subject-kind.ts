import { sql } from 'kysely';
import type { SubjectKind } from '../../../foundation/services.ts';
import { applicationNamed } from './find-applications.ts';

/** How other rooms speak of an application without knowing it. */
export const applicationKind: SubjectKind = {
  dossier: true,
  kind: 'application',
  regulated: ['/criticality', '/gxp', '/sox', '/lifecycleStage', '/withdrawn'],
  readRight: 'portfolio.read',
  find: async (db, idOrKey) => (await applicationNamed(db, idOrKey))?.id ?? null,
  label: async (db, ids) => {
    const { rows } = await sql<{ id: string; key: string; name: string; unitId: string }>`
      select id, key, name, unit_id as "unitId" from portfolio.application where id = any(${[...ids]}::uuid[])`.execute(db);
    return rows.map((row) => ({
      id: row.id,
      key: row.key,
      label: row.name,
      link: `/applications/${encodeURIComponent(row.key)}`,
      unitId: row.unitId,
    }));
  },
  unitIds: async (db, id) => {
    const { rows } = await sql<{ unit_id: string }>`select unit_id from portfolio.application where id = ${id}::uuid`.execute(db);
    return rows.map((row) => row.unit_id);
  },
  standsIn: async (db, { unitId, most }) => {
    const { rows } = await sql<{ key: string; total: number }>`
      select key, count(*) over ()::int as total from portfolio.application
      where unit_id = ${unitId} and withdrawn_at is null order by key limit ${most}`.execute(db);
    return { total: rows[0]?.total ?? 0, first: rows.map((row) => row.key) };
  },
  involved: async (db, id) => {
    const { rows } = await sql<{
      owner_id: string;
    }>`select owner_id from portfolio.application where id = ${id}::uuid and owner_id is not null`.execute(db);
    return rows.map((row) => ({ personId: row.owner_id, as: 'owner of the application' }));
  },
};
