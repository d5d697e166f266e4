import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { demandsFor, editionsInForce } from '../acts/demands.ts';
import { matrixKinds, proposeRule, stepRule } from '../acts/keep-rule.ts';
import { type Kept, registerTemplate, writeTemplate } from '../acts/keep-template.ts';
import { stepTemplate } from '../acts/step-template.ts';
import * as contract from '../contract.ts';
import { templateRefusals as no } from '../core/template-refusals.ts';
import { allRules, ruleNamed } from '../store/matrix.ts';
import { allTemplates, templateNamed } from '../store/templates.ts';
import { presentRules, presentTemplate, presentTemplateLine } from './present-template.ts';

const mayRead = ({ app, actor }: Call) => app.ports.authority.may(actor, 'gates.read', null);
const mayKeep = ({ app, actor }: Call) => app.ports.authority.may(actor, 'gates.keep-templates', null).length === 0;

async function shownTemplate(call: Call, named: string): Promise<Outcome<Answer<contract.TemplateView>>> {
  const denied = mayRead(call);
  if (denied.length > 0) return refused(denied);
  const template = await templateNamed(call.app.database.db, named);
  if (template === null) return refuse(no['no-such-template']({}));
  return done({ body: await presentTemplate(call, template), etag: template.version });
}

async function shownRule(call: Call, named: string): Promise<Outcome<Answer<contract.RuleView>>> {
  const denied = mayRead(call);
  if (denied.length > 0) return refused(denied);
  const { db } = call.app.database;
  const rule = await ruleNamed(db, named);
  const [body] = rule === null ? [] : await presentRules(call, [rule], await editionsInForce(db, [rule.templateKey]));
  return rule === null || body === undefined ? refuse(no['no-such-rule']({})) : done({ body, etag: rule.version });
}

const after = async <T>(call: Call, outcome: Outcome<Kept>, show: (call: Call, id: string) => Promise<Outcome<T>>) =>
  outcome.ok ? show(call, outcome.value.id) : outcome;

export const templateRoutes: readonly Route[] = [
  route(contract.listTemplates, async ({ call }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    const { db } = call.app.database;
    const rules = (await allRules(db)).filter((rule) => rule.state === 'in-force');
    const items = (await allTemplates(db)).map((template) =>
      presentTemplateLine(template, rules.filter((rule) => rule.templateId === template.id).length),
    );
    return done({ body: { items, mayKeep: mayKeep(call) } });
  }),
  route(contract.showTemplate, ({ call, params }) => shownTemplate(call, params.id)),
  route(contract.registerTemplate, async ({ call, body }) => after(call, await registerTemplate(call, body), shownTemplate)),
  route(contract.writeTemplate, async ({ call, params, body }) =>
    after(call, await writeTemplate(call, params.id, body.content), shownTemplate),
  ),
  route(contract.actOnTemplate, async ({ call, params, body }) => {
    const step = { verb: params.verb, reason: body.reason, signature: body.signature };
    return after(call, await stepTemplate(call, params.id, step), shownTemplate);
  }),
  route(contract.showMatrix, async ({ call }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    const { db } = call.app.database;
    const rules = await allRules(db);
    const inForce = await editionsInForce(
      db,
      rules.map((rule) => rule.templateKey),
    );
    const kinds = matrixKinds(call.app).map(({ kind, steps, facets }) => ({
      kind,
      steps: steps.map(({ verb, says }) => ({ verb, says })),
      facets: facets.map(({ name, says, values }) => ({ name, says, values: values === null ? null : [...values] })),
    }));
    return done({ body: { rules: await presentRules(call, rules, inForce), kinds, mayKeep: mayKeep(call) } });
  }),
  route(contract.showRule, ({ call, params }) => shownRule(call, params.id)),
  route(contract.proposeRule, async ({ call, body }) => after(call, await proposeRule(call, body), shownRule)),
  route(contract.actOnRule, async ({ call, params, body }) => {
    const step = { verb: params.verb, reason: body.reason, signature: body.signature };
    return after(call, await stepRule(call, params.id, step), shownRule);
  }),
  route(contract.previewMatrix, async ({ call, query }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    const facets = new Set(query.facets.split(',').filter((facet) => facet !== ''));
    const demands = await demandsFor(call.app.database.db, query.subjectKind, facets);
    return done({
      body: {
        items: demands.map(({ rule, step, template, edition, name, content }) => ({
          rule,
          step,
          template,
          edition,
          name,
          criteria: content.criteria.length,
        })),
      },
    });
  }),
];
