import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import type { ChangeModel, ChangeState, ModelState } from '../contract-words.ts';
import { codeFollowed, type FollowedModel, keyFollowed, type ModelVersion } from '../core/model.ts';

const columns = sql`m.id, m.key, m.code, m.number, m.kind, m.state, m.content || jsonb_build_object('name', m.name) as content, m.reason, m.proposed_by as "proposedBy", m.proposed_at as "proposedAt",
  m.decided_by as "decidedBy", m.decided_at as "decidedAt", m.end_reason as "endReason", m.version`;

async function selectModels(db: Db | Tx, rest: RawBuilder<unknown>): Promise<readonly ModelVersion[]> {
  const { rows } = await sql<ModelVersion>`select ${columns} from changes.model m ${rest}`.execute(db);
  return rows;
}

/** A version by its id or key. */
export async function findModel(db: Db | Tx, named: string, lock: 'for update' | 'none' = 'none'): Promise<ModelVersion | null> {
  const condition = isUuid(named) ? sql`m.id = ${named}` : sql`m.key = ${named}`;
  const [found] = await selectModels(db, sql`where ${condition} ${lock === 'none' ? sql`` : sql`for update`}`);
  return found ?? null;
}

/** All versions of a model, the newest first. */
export const versionsOfModel = (db: Db | Tx, code: string): Promise<readonly ModelVersion[]> =>
  selectModels(db, sql`where m.code = ${code} order by m.number desc`);

/** The version of a model that is in force, by its code, or by the key or id of any of its versions. */
export async function modelInForce(
  db: Db | Tx,
  named: string,
  lock: 'for update' | 'none' = 'none',
): Promise<ModelVersion | null> {
  const code = sql`(select o.code from changes.model o where ${isUuid(named) ? sql`o.id = ${named}` : sql`o.code = ${named} or o.key = ${named}`} limit 1)`;
  const [found] = await selectModels(
    db,
    sql`where m.state = 'in-force' and m.code = ${code} ${lock === 'none' ? sql`` : sql`for update of m`}`,
  );
  return found ?? null;
}

export type ModelFilter = {
  readonly states: readonly ModelState[];
  readonly kinds: readonly ChangeModel[] | null;
  readonly text: string | null;
};

/** Where each model stands in lists: the three that Interlock comes with, then templates by number; of each the newest version first. */
export const modelOrder = sql`(case m.code when 'normal' then 0 when 'emergency' then 1 when 'non-production' then 2 else substr(m.code, 5)::int + 2 end) * 1000000 - m.number`;
const pattern = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;

/** A page of versions. `after` is the place of the last one of the page before. */
export async function listModels(
  db: Db,
  { states, kinds, text }: ModelFilter,
  page: { readonly after: number | null; readonly limit: number },
): Promise<readonly (ModelVersion & { readonly place: number })[]> {
  const { rows } = await sql<ModelVersion & { place: number }>`
    select ${columns}, ${modelOrder}::int as place from changes.model m
    where m.state = any(${[...states]}::text[]) ${kinds === null ? sql`` : sql`and m.kind = any(${[...kinds]}::text[])`}
      ${text === null ? sql`` : sql`and lower(m.name || ' ' || m.key) like ${pattern(text)}`}
      ${page.after === null ? sql`` : sql`and ${modelOrder} > ${page.after}`}
    order by ${modelOrder} limit ${page.limit}`.execute(db);
  return rows;
}

type Following = { readonly model: ChangeModel; readonly state: ChangeState; readonly follows: string | null };

/**
 * Waits for whoever decides on a version of the model, in the order in which that act locks: the one in force first. A statement of its own, because one that
 * waited answers with the rows that it found when it began, and a version that came into force meanwhile is none of them.
 */
const lockVersions = (db: Db | Tx, code: string): Promise<unknown> =>
  sql`select m.id from changes.model m where m.code = ${code} order by (m.state = 'in-force') desc, m.number desc for share`.execute(
    db,
  );

/**
 * The version by which a change is judged: in the draft the one in force, afterwards the one of its submission. In an act `for share`: what a decision relies on
 * stays in force until it commits.
 */
export async function modelBehind(db: Db | Tx, change: Following, lock: 'for share' | 'none' = 'none'): Promise<FollowedModel> {
  const key = keyFollowed(change);
  const code = codeFollowed(change);
  if (lock === 'for share') await lockVersions(db, code);
  const found = await selectModels(db, sql`where m.code = ${code} and (m.state = 'in-force' or m.key = ${key})`);
  const inForce = found.find(({ state }) => state === 'in-force');
  const followed = found.find((one) => one.key === key);
  const model = change.state === 'draft' ? (inForce ?? followed) : followed;
  if (model === undefined) throw new Error(`there is no model ${key}`);
  return { id: model.id, key: model.key, content: model.content, live: inForce !== undefined };
}

export async function insertModel(tx: Tx, one: ModelVersion): Promise<void> {
  const { name, ...content } = one.content;
  await sql`
    insert into changes.model (id, key, code, number, kind, state, name, content, reason, proposed_by, proposed_at, version)
    values (${one.id}, ${one.key}, ${one.code}, ${one.number}, ${one.kind}, ${one.state}, ${name}, ${JSON.stringify(content)}::jsonb,
      ${one.reason}, ${one.proposedBy}, ${one.proposedAt}, ${one.version})`.execute(tx);
}

/** Moves a version to its next state. The UPDATE names the version it expects; the caller holds the row's lock. */
export async function moveModel(tx: Tx, before: ModelVersion, after: ModelVersion): Promise<void> {
  const { numAffectedRows } = await sql`
    update changes.model set state = ${after.state}, decided_by = ${after.decidedBy}, decided_at = ${after.decidedAt}, end_reason = ${after.endReason},
      version = ${after.version}
    where id = ${before.id} and version = ${before.version}`.execute(tx);
  if (numAffectedRows !== 1n) throw new Error(`model ${before.key} changed under its own lock`);
}

/** How other rooms name versions of models. */
export async function modelLabels(db: Db, ids: readonly string[]): Promise<readonly SubjectLabel[]> {
  const found = await selectModels(db, sql`where m.id = any(${[...ids]}::uuid[])`);
  return found.map(({ id, key, content }) => ({
    id,
    key,
    label: `${key} ${content.name}`,
    link: `/change-models/${key}`,
    unitId: null,
  }));
}
