import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import type { TemplateVerb } from '../contract-templates.ts';
import { type Edition, editionIn, type Template, templateRecord, templateSubject } from '../core/template.ts';
import { editionMachine } from '../core/template-machine.ts';
import { templateRefusals as no } from '../core/template-refusals.ts';
import { rulesOf } from '../store/matrix.ts';
import { countTemplate, moveEdition, templateNamed } from '../store/templates.ts';
import { contentFaults } from './content-faults.ts';
import { type Kept, kindsOf, mayNotEverywhere, sayTemplate, templateNow } from './keep-template.ts';

type Asking = Pick<Work, 'app' | 'actor' | 'now'> & { readonly db: Work['app']['database']['db'] };

const rowOf = (verb: TemplateVerb) => {
  const row = editionMachine.rows.find((one) => one.verb === verb);
  if (row === undefined) throw new Error(`no row of the machine has ${verb}`);
  return row;
};

/** The edition that a verb is about: the draft, or the one in force. */
const editionFor = (template: Template, verb: TemplateVerb): Edition | undefined =>
  editionIn(template, verb === 'withdraw' ? 'approved' : 'draft');

/** Why the actor cannot take the step now, rights apart. */
export async function templateBars(ask: Asking, template: Template, verb: TemplateVerb): Promise<readonly Refusal[]> {
  const edition = editionFor(template, verb);
  if (edition === undefined)
    return verb === 'withdraw'
      ? [no['no-edition-in-force']({ template: template.key })]
      : [no['no-such-draft']({ template: template.key })];
  if (verb === 'discard') return [];
  if (verb === 'withdraw') {
    const rules = await rulesOf(ask.db, template.id);
    return rules.length === 0 ? [] : [no['template-demanded']({ template: template.key, rules: rules.map(({ key }) => key) })];
  }
  const hands = edition.authors.map((personId) => ({ personId, as: 'wrote this edition' }));
  return [
    ...(await notIndependent(ask.db, ask.actor, hands, ask.now)),
    ...(await contentFaults(ask, template, edition.content, await kindsOf(ask.db, template))),
  ];
}

export type Step = { readonly verb: TemplateVerb; readonly reason: string; readonly signature: Signing };

export const stepTemplate = (call: Call, named: string, step: Step): Promise<Outcome<Kept>> =>
  transact(call, (work) => stepTemplateIn(work, named, step));

/** Approves the draft (the edition before it gives way), withdraws the edition in force, or discards the draft, as its row says. */
export async function stepTemplateIn(work: Work, named: string, step: Step): Promise<Outcome<Kept>> {
  const row = rowOf(step.verb);
  const denied = mayNotEverywhere(work, row.right);
  if (denied.length > 0) return refused(denied);
  const before = await templateNamed(work.tx, named, 'update');
  if (before === null) return refuse(no['no-such-template']({}));
  const stale = await work.stale(templateSubject(before), before.version);
  const broken = stale.length > 0 ? stale : await templateBars({ ...work, db: work.tx }, before, step.verb);
  const edition = editionFor(before, step.verb);
  if (broken.length > 0 || edition === undefined) return refused(broken);
  const by = { approver: work.actor.id, now: work.now };
  const present = editionIn(before, 'approved');
  if (step.verb === 'approve' && present !== undefined) await moveEdition(work.tx, before.id, present.number, 'superseded', by);
  const to = transitionOf(editionMachine, edition.state, step.verb)?.to;
  if (to === undefined || to === 'previous') throw new Error(`no row leads from ${edition.state} by ${step.verb}`);
  await moveEdition(work.tx, before.id, edition.number, to, by);
  await countTemplate(work.tx, before, work.now);
  const after = await templateNow(work, before.id);
  sayTemplate(work, row.act, before, after, step.reason);
  const kept = { id: after.id, version: after.version };
  if (!row.demands.includes('signature')) return done(kept);
  const due = {
    subject: templateSubject(after),
    label: `Gate template ${after.key} ${after.name}, edition ${edition.number}`,
    version: before.version,
    verb: step.verb,
    after: templateRecord(after),
    input: { reason: step.reason },
    effects: [
      step.verb === 'approve'
        ? `Edition ${edition.number} is in force: new gates are placed from it. Gates that stand keep what they ask.`
        : `Edition ${edition.number} is in force no more.`,
    ],
  };
  const signed = await sign(work, due, step.signature);
  return signed.ok ? done(kept) : signed;
}
