import { z } from 'zod';
import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { stepRuleIn } from '../acts/keep-rule.ts';
import { stepTemplateIn } from '../acts/step-template.ts';
import { actOnRule, actOnTemplate, templateVerbs } from '../contract.ts';
import { ruleRecord } from '../core/matrix.ts';
import { templateRecord } from '../core/template.ts';
import { signedRules, signedTemplates } from '../core/template-machine.ts';
import { ruleNamed } from '../store/matrix.ts';
import { templateNamed } from '../store/templates.ts';

const verbs = z.enum(templateVerbs);

export const signableTemplate: Signable = {
  kind: 'gate-template',
  coverage: signedTemplates,
  rehearse: async (work, idOrKey, verb, input) => {
    const body = parseBody(actOnTemplate.body.omit({ signature: true }), input);
    if (!body.ok) return body;
    return stepTemplateIn(work, idOrKey, { verb: verbs.parse(verb), reason: body.value.reason, signature: rehearsal });
  },
  recordNow: async (db, id) => {
    const template = await templateNamed(db, id);
    return template === null ? null : templateRecord(template);
  },
};

export const signableRule: Signable = {
  kind: 'gate-rule',
  coverage: signedRules,
  rehearse: async (work, idOrKey, verb, input) => {
    const body = parseBody(actOnRule.body.omit({ signature: true }), input);
    if (!body.ok) return body;
    return stepRuleIn(work, idOrKey, { verb: verbs.parse(verb), reason: body.value.reason, signature: rehearsal });
  },
  recordNow: async (db, id) => {
    const rule = await ruleNamed(db, id);
    return rule === null ? null : ruleRecord(rule);
  },
};
