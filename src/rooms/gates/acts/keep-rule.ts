import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import type { TemplateVerb } from '../contract-templates.ts';
import { type MatrixRule, ruleRecord, ruleSubject } from '../core/matrix.ts';
import { editionIn } from '../core/template.ts';
import { matrixMachine } from '../core/template-machine.ts';
import { templateRefusals as no } from '../core/template-refusals.ts';
import { insertRule, moveRule, ruleNamed } from '../store/matrix.ts';
import { templateNamed } from '../store/templates.ts';
import { contentFaults } from './content-faults.ts';
import { type Kept, mayNotEverywhere } from './keep-template.ts';

export type NewRule = {
  readonly subjectKind: string;
  readonly step: string;
  readonly template: string;
  readonly facets: readonly string[];
  readonly reason: string;
};

/** What the matrix can speak of: records with steps that gates stand before, told apart by facets. */
export const matrixKinds = (app: Services) =>
  [...app.subjects.values()].flatMap(({ kind, guarded, approvable }) =>
    guarded === undefined || approvable === undefined ? [] : [{ kind, steps: guarded, facets: approvable.dimensions }],
  );

function vocabularyFaults(app: Services, rule: NewRule): readonly Refusal[] {
  const known = matrixKinds(app).find(({ kind }) => kind === rule.subjectKind);
  if (known === undefined) return [no['kind-unknown']({ kind: rule.subjectKind }, { field: '/subjectKind' })];
  const steps = known.steps.map(({ verb }) => verb);
  const isKnown = (facet: string): boolean => {
    const [name, ...rest] = facet.split(':');
    const dimension = known.facets.find((one) => one.name === name);
    return dimension !== undefined && (dimension.values === null || dimension.values.includes(rest.join(':')));
  };
  return [
    ...(steps.includes(rule.step)
      ? []
      : [no['step-unknown']({ kind: rule.subjectKind, step: rule.step, known: steps }, { field: '/step' })]),
    ...rule.facets.flatMap((facet, at) =>
      isKnown(facet) ? [] : [no['facet-unknown']({ kind: rule.subjectKind, facet }, { field: `/facets/${at}` })],
    ),
  ];
}

/** Proposes a rule of the matrix; it demands nothing until quality puts it in force. */
export const proposeRule = (call: Call, input: NewRule): Promise<Outcome<Kept>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'gates.keep-templates');
    if (denied.length > 0) return refused(denied);
    const template = await templateNamed(work.tx, input.template, 'share');
    if (template === null) return refuse(no['no-such-template']({}, { field: '/template' }));
    const faults = vocabularyFaults(work.app, input);
    if (faults.length > 0) return refused(faults);
    const rule: MatrixRule = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('MX'),
      subjectKind: input.subjectKind,
      step: input.step,
      templateId: template.id,
      templateKey: template.key,
      templateName: template.name,
      facets: [...new Set(input.facets)],
      state: 'draft',
      proposedBy: work.actor.id,
      proposedAt: work.now,
      reason: input.reason,
      approvedBy: null,
      approvedAt: null,
      version: 1,
    };
    await insertRule(work.tx, rule);
    sayRule(work, 'gates.rule-proposed', null, rule, input.reason);
    return done({ id: rule.id, version: 1 });
  });

function sayRule(work: Work, act: string, before: MatrixRule | null, after: MatrixRule, reason: string): void {
  work.say({
    act,
    subject: ruleSubject(after),
    version: after.version,
    before: before === null ? null : ruleRecord(before),
    after: ruleRecord(after),
    reason,
  });
}

type Asking = Pick<Work, 'app' | 'actor' | 'now'> & { readonly db: Work['app']['database']['db'] };

/** Why the actor cannot take the step now, rights apart. */
export async function ruleBars(ask: Asking, rule: MatrixRule, verb: TemplateVerb): Promise<readonly Refusal[]> {
  if (transitionOf(matrixMachine, rule.state, verb) === undefined)
    return [no['rule-wrong-state']({ rule: rule.key, state: rule.state.replaceAll('-', ' ') })];
  if (verb === 'discard') return [];
  const hands = [{ personId: rule.proposedBy, as: 'proposed the rule' }];
  const dependent = await notIndependent(ask.db, ask.actor, hands, ask.now);
  if (verb === 'withdraw') return dependent;
  const template = await templateNamed(ask.db, rule.templateId, 'none');
  const edition = template === null ? undefined : editionIn(template, 'approved');
  if (template === null || edition === undefined)
    return [...dependent, no['no-edition-in-force']({ template: rule.templateKey })];
  return [...dependent, ...(await contentFaults(ask, template, edition.content, [rule.subjectKind]))];
}

export type RuleStep = { readonly verb: TemplateVerb; readonly reason: string; readonly signature: Signing };

export const stepRule = (call: Call, named: string, step: RuleStep): Promise<Outcome<Kept>> =>
  transact(call, (work) => stepRuleIn(work, named, step));

/** Puts a rule in force, withdraws it, or discards a draft, as its row says. The template is locked first, so that none is withdrawn meanwhile. */
export async function stepRuleIn(work: Work, named: string, step: RuleStep): Promise<Outcome<Kept>> {
  const right = matrixMachine.rows.find((one) => one.verb === step.verb)?.right ?? 'gates.approve-templates';
  const denied = mayNotEverywhere(work, right);
  if (denied.length > 0) return refused(denied);
  const seen = await ruleNamed(work.tx, named);
  if (seen === null) return refuse(no['no-such-rule']({}));
  await templateNamed(work.tx, seen.templateId, 'share');
  const before = await ruleNamed(work.tx, seen.id, 'update');
  if (before === null) return refuse(no['no-such-rule']({}));
  const stale = await work.stale(ruleSubject(before), before.version);
  const broken = stale.length > 0 ? stale : await ruleBars({ ...work, db: work.tx }, before, step.verb);
  const row = transitionOf(matrixMachine, before.state, step.verb);
  if (broken.length > 0 || row === undefined || row.to === 'previous') return refused(broken);
  await moveRule(work.tx, before, row.to, { approver: work.actor.id, now: work.now });
  const after = await ruleNamed(work.tx, before.id);
  if (after === null) throw new Error(`rule ${before.key} is gone while it was locked`);
  sayRule(work, row.act, before, after, step.reason);
  const kept = { id: after.id, version: after.version };
  if (!row.demands.includes('signature')) return done(kept);
  const due = {
    subject: ruleSubject(after),
    label: `Rule ${after.key}: gate “${after.templateName}” before ${after.step}`,
    version: before.version,
    verb: step.verb,
    after: ruleRecord(after),
    input: { reason: step.reason },
    effects: [
      step.verb === 'approve'
        ? `Every ${after.subjectKind} that it speaks of must have this gate before “${after.step}”, those that stand already too.`
        : 'The gate is demanded no more; where it stands it stays.',
    ],
  };
  const signed = await sign(work, due, step.signature);
  return signed.ok ? done(kept) : signed;
}
