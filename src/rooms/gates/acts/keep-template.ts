import { alike } from '../../../foundation/alike.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { type EditionContent, editionIn, type Template, templateRecord, templateSubject } from '../core/template.ts';
import { templateRefusals as no } from '../core/template-refusals.ts';
import { rulesOf } from '../store/matrix.ts';
import { countTemplate, insertTemplate, templateNamed, writeDraft } from '../store/templates.ts';
import { contentFaults } from './content-faults.ts';

export type Kept = { readonly id: string; readonly version: number };

/** Templates and rules hold everywhere: anybody who keeps them may propose, and whoever approves holds the right in the whole organisation. */
export function mayNotEverywhere(work: Pick<Work, 'mayNot' | 'reach'>, right: string): readonly Refusal[] {
  const refusals = work.mayNot(right, null);
  if (refusals.length > 0 || right !== 'gates.approve-templates') return refusals;
  return work.reach(right) === 'all' ? [] : [no['everywhere-only']({})];
}

/** Kinds of records that rules in force ask a template of. */
export const kindsOf = async (db: Db | Tx, template: Pick<Template, 'id'>): Promise<readonly string[]> => [
  ...new Set((await rulesOf(db, template.id)).map((rule) => rule.subjectKind)),
];

export async function templateNow(work: Work, id: string): Promise<Template> {
  const template = await templateNamed(work.tx, id);
  if (template === null) throw new Error(`template ${id} is gone while it was locked`);
  return template;
}

export function sayTemplate(work: Work, act: string, before: Template | null, after: Template, reason: string | null): void {
  work.say({
    act,
    subject: templateSubject(after),
    version: after.version,
    before: before === null ? null : templateRecord(before),
    after: templateRecord(after),
    reason,
  });
}

export type NewTemplate = {
  readonly name: string;
  readonly gateKey: string;
  readonly purpose: string;
  readonly content: EditionContent;
};

/** Writes a new template; its first edition is a draft. */
export const registerTemplate = (call: Call, input: NewTemplate): Promise<Outcome<Kept>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'gates.keep-templates');
    if (denied.length > 0) return refused(denied);
    const faults = await contentFaults({ ...work, db: work.tx }, input, input.content);
    if (faults.length > 0) return refused(faults);
    const { content, ...head } = input;
    const made: Template = {
      ...head,
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('GT'),
      version: 1,
      changedAt: work.now,
      editions: [],
    };
    await insertTemplate(work.tx, made);
    await writeDraft(work.tx, made.id, { number: 1, content, authors: [work.actor.id] }, work.now);
    const after = await templateNow(work, made.id);
    sayTemplate(work, 'gates.template-registered', null, after, null);
    return done({ id: made.id, version: 1 });
  });

/** Writes the draft of a template; where there is none, the next edition begins. Who writes is an author and approves it never. */
export const writeTemplate = (call: Call, named: string, content: EditionContent): Promise<Outcome<Kept>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'gates.keep-templates');
    if (denied.length > 0) return refused(denied);
    const before = await templateNamed(work.tx, named, 'update');
    if (before === null) return refuse(no['no-such-template']({}));
    const stale = await work.stale(templateSubject(before), before.version);
    const faults = [
      ...stale,
      ...(await contentFaults({ ...work, db: work.tx }, before, content, await kindsOf(work.tx, before))),
    ];
    if (faults.length > 0) return refused(faults);
    const draft = editionIn(before, 'draft');
    const last = draft ?? before.editions.at(-1);
    if (last !== undefined && last.state !== 'discarded' && alike(last.content, content))
      return done({ id: before.id, version: before.version });
    const number = draft?.number ?? (before.editions.at(-1)?.number ?? 0) + 1;
    const authors = [...new Set([...(draft?.authors ?? []), work.actor.id])];
    await writeDraft(work.tx, before.id, { number, content, authors }, work.now);
    await countTemplate(work.tx, before, work.now);
    const after = await templateNow(work, before.id);
    sayTemplate(work, 'gates.template-written', before, after, null);
    return done({ id: after.id, version: after.version });
  });
