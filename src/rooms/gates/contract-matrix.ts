import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, planKey, reason, uuid, version } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';
import { signatureProof } from '../signatures/contract.ts';
import { ruleStates, templateVerbs } from './contract-templates.ts';

const person = z.object({ id: uuid, name: z.string() });
const facet = z
  .string()
  .regex(/^[a-z][a-z-]{0,39}:[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'A facet is written like class:major')
  .describe('Name and value with a colon between them, such as criticality:high');

export const ruleView = z.object({
  id: uuid,
  key: z.string(),
  subjectKind: z.string(),
  step: z.string(),
  template: z.object({ key: z.string(), name: z.string(), inForce: z.int().nullable() }),
  facets: z.array(z.string()).describe('Of one name any is enough, all names must be met; none: every record of the kind'),
  state: z.enum(ruleStates),
  proposedBy: person,
  proposedAt: instant,
  reason: z.string(),
  approvedBy: person.nullable(),
  approvedAt: instant.nullable(),
  version,
  can,
});
export type RuleView = z.output<typeof ruleView>;

const kindView = z.object({
  kind: z.string(),
  steps: z.array(z.object({ verb: z.string(), says: z.string() })),
  facets: z.array(z.object({ name: z.string(), says: z.string(), values: z.array(z.string()).nullable() })),
});

export const showMatrix = operation({
  id: 'gates.matrix',
  method: 'GET',
  path: '/gate-matrix',
  right: 'gates.read',
  summary: 'Which templates the matrix demands, by step and facets; drafts and what was withdrawn too',
  reply: z.object({
    rules: z.array(ruleView).describe('In force first, then drafts, then the newest 200 that are over'),
    kinds: z.array(kindView).describe('Records that the matrix can speak of, with their steps and facets'),
    mayKeep: z.boolean(),
  }),
});
export const showRule = operation({
  id: 'gates.matrix-rule',
  method: 'GET',
  path: '/gate-matrix/rules/{id}',
  right: 'gates.read',
  summary: 'One rule of the matrix',
  params: byId,
  reply: ruleView,
});
export const proposeRule = operation({
  id: 'gates.propose-rule',
  method: 'POST',
  path: '/gate-matrix/rules',
  right: 'gates.keep-templates',
  summary: 'Propose a rule of the matrix; quality puts it in force',
  body: z.strictObject({
    subjectKind: z
      .string()
      .regex(/^[a-z][a-z-]{0,39}$/)
      .default('release'),
    step: z.string().regex(/^[a-z][a-z-]{0,39}$/),
    template: planKey.describe('The id or the key, such as GT-1'),
    facets: z.array(facet).max(60).default([]),
    reason,
  }),
  reply: ruleView,
});
export const actOnRule = operation({
  id: 'gates.act-on-rule',
  method: 'POST',
  path: '/gate-matrix/rules/{id}/acts/{verb}',
  right: 'gates.keep-templates',
  summary: 'Put a rule in force (signed by quality, not by who proposed it), withdraw it (signed), or discard a draft',
  params: z.strictObject({ id: idOrKey, verb: z.enum(templateVerbs) }),
  body: z.strictObject({ reason, signature: signatureProof.optional() }),
  reply: ruleView,
  status: 200,
  versioned: true,
  signs: { kind: 'gate-rule' },
});
export const previewMatrix = operation({
  id: 'gates.preview-matrix',
  method: 'GET',
  path: '/gate-matrix/preview',
  right: 'gates.read',
  summary: 'Which gates the matrix would demand of a record with these facets',
  query: z.strictObject({
    subjectKind: z
      .string()
      .regex(/^[a-z][a-z-]{0,39}$/)
      .default('release'),
    facets: line(4000).default('').describe('name:value, separated by commas'),
  }),
  reply: z.object({
    items: z.array(
      z.object({
        rule: z.string(),
        step: z.string(),
        template: z.string(),
        edition: z.int(),
        name: z.string(),
        criteria: z.int(),
      }),
    ),
  }),
});
