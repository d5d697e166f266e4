import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import { type EditionState, editionContent } from '../contract-templates.ts';
import type { Edition, EditionContent, Template } from '../core/template.ts';

type TemplateRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly gateKey: string;
  readonly purpose: string;
  readonly version: number;
  readonly changedAt: Date;
};
type EditionRow = Omit<Edition, 'content'> & { readonly templateId: string; readonly content: unknown };

/** What an edition of before did not know is as it was then: nothing. */
const toEdition = ({ templateId: _, content, ...row }: EditionRow): Edition => ({
  ...row,
  content: editionContent.parse(content),
});

async function read(db: Db, where: RawBuilder<unknown>, lock: RawBuilder<unknown> = sql``): Promise<readonly Template[]> {
  const { rows } = await sql<TemplateRow>`
    select id, key, name, gate_key as "gateKey", purpose, version, changed_at as "changedAt" from gates.template
    where ${where} order by created_at, id ${lock}`.execute(db);
  const editions = await sql<EditionRow>`
    select template_id as "templateId", number, state, content, authors, written_at as "writtenAt", approved_by as "approvedBy",
      approved_at as "approvedAt", ended_at as "endedAt"
    from gates.template_edition where template_id = any(${rows.map((row) => row.id)}::uuid[]) order by number`.execute(db);
  const byTemplate = Map.groupBy(editions.rows, (row) => row.templateId);
  return rows.map((row) => ({ ...row, editions: (byTemplate.get(row.id) ?? []).map(toEdition) }));
}

/** At most 500. */
export const allTemplates = (db: Db): Promise<readonly Template[]> =>
  read(db, sql`id in (select id from gates.template order by created_at desc limit 500)`);

export async function templateNamed(
  db: Db,
  idOrKey: string,
  lock: 'none' | 'update' | 'share' = 'none',
): Promise<Template | null> {
  const where = isUuid(idOrKey) ? sql`id = ${idOrKey}` : sql`key = ${idOrKey}`;
  const locks = { none: sql``, update: sql`for update`, share: sql`for share` };
  const [found] = await read(db, where, locks[lock]);
  return found ?? null;
}

export const templatesNamed = (db: Db, keys: readonly string[]): Promise<readonly Template[]> =>
  keys.length === 0 ? Promise.resolve([]) : read(db, sql`key = any(${[...keys]}::text[])`);

export async function insertTemplate(tx: Tx, template: Template): Promise<void> {
  await sql`
    insert into gates.template (id, key, name, gate_key, purpose, version, created_at, changed_at)
    values (${template.id}, ${template.key}, ${template.name}, ${template.gateKey}, ${template.purpose}, 1, ${template.changedAt}, ${template.changedAt})`.execute(
    tx,
  );
}

/** Counts the version of a locked template up; the UPDATE names the version that it expects. */
export async function countTemplate(tx: Tx, template: Template, now: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    update gates.template set version = version + 1, changed_at = ${now} where id = ${template.id} and version = ${template.version}`.execute(
    tx,
  );
  if (numAffectedRows !== 1n) throw new Error(`template ${template.key} changed while it was locked`);
}

/** Writes the draft: a new edition, or the content of the draft that is there. Nothing else of an edition can be written. */
export async function writeDraft(
  tx: Tx,
  templateId: string,
  draft: { readonly number: number; readonly content: EditionContent; readonly authors: readonly string[] },
  now: Date,
): Promise<void> {
  const content = JSON.stringify(draft.content);
  await sql`
    insert into gates.template_edition (template_id, number, state, content, authors, written_at)
    values (${templateId}, ${draft.number}, 'draft', ${content}::jsonb, ${[...draft.authors]}::uuid[], ${now})
    on conflict (template_id, number) do update set content = excluded.content, authors = excluded.authors, written_at = excluded.written_at
    where gates.template_edition.state = 'draft'`.execute(tx);
}

export async function moveEdition(
  tx: Tx,
  templateId: string,
  number: number,
  to: EditionState,
  by: { readonly approver: string | null; readonly now: Date },
): Promise<void> {
  const set =
    to === 'approved'
      ? sql`state = ${to}, approved_by = ${by.approver}, approved_at = ${by.now}`
      : sql`state = ${to}, ended_at = ${by.now}`;
  await sql`update gates.template_edition set ${set} where template_id = ${templateId} and number = ${number}`.execute(tx);
}

export async function templateLabels(db: Db, ids: readonly string[]): Promise<readonly SubjectLabel[]> {
  const { rows } = await sql<{ id: string; key: string; name: string }>`
    select id, key, name from gates.template where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map(({ id, key, name }) => ({ id, key, label: name, link: `/gate-templates/${key}`, unitId: null }));
}
