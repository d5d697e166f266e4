import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, planKey, reason, uuid, version } from '../../foundation/contract.ts';
import { line, prose } from '../../foundation/text.ts';
import { signatureProof } from '../signatures/contract.ts';
import { askedMoreInput, askedMoreView, criterionTypes } from './contract-asked.ts';

export const editionStates = ['draft', 'approved', 'superseded', 'withdrawn', 'discarded'] as const;
export type EditionState = (typeof editionStates)[number];
export const ruleStates = ['draft', 'in-force', 'withdrawn', 'discarded'] as const;
export type RuleState = (typeof ruleStates)[number];
export const templateVerbs = ['approve', 'withdraw', 'discard'] as const;
export type TemplateVerb = (typeof templateVerbs)[number];

const operators = ['>=', '<=', '==', '>', '<'] as const;
const person = z.object({ id: uuid, name: z.string() });
const role = z.string().regex(/^[a-z][a-z-]{0,39}$/, 'A role is written like release-manager');
const greenHours = z.int().min(1).max(2160).describe('For how many hours all criteria must have been green without break');

export const editionContent = z.strictObject({
  deciders: z.array(role).min(1).max(20).describe('Roles, each of which may decide the gate'),
  greenHours: greenHours.nullable().default(null),
  criteria: z
    .array(
      z.strictObject({
        key: planKey,
        text: line(500),
        type: z.enum(criterionTypes),
        ...askedMoreInput,
        operator: z.enum(operators).nullable().default(null),
        threshold: z.number().nullable().default(null),
        unit: line(40).nullable().default(null),
        source: line(200).nullable().default(null),
        freshnessHours: z.int().min(1).max(8760).nullable().default(null).describe('An older result counts as unknown'),
        responsible: role.nullable().default(null).describe('Role that records its result'),
        evidence: line(500).nullable().default(null).describe('What must be shown with a result'),
      }),
    )
    .max(200)
    .default([]),
});

const contentView = z.object({
  deciders: z.array(z.string()),
  greenHours: z.int().nullable(),
  criteria: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      type: z.enum(criterionTypes),
      ...askedMoreView,
      operator: z.enum(operators).nullable(),
      threshold: z.number().nullable(),
      unit: z.string().nullable(),
      source: z.string().nullable(),
      freshnessHours: z.int().nullable(),
      responsible: z.string().nullable(),
      evidence: z.string().nullable(),
    }),
  ),
});
const changes = z.array(
  z.object({ what: z.string(), was: z.string().nullable(), is: z.string().nullable() }).describe('In words; null: not asked'),
);
const editionView = z.object({
  number: z.int(),
  state: z.enum(editionStates),
  content: contentView,
  authors: z.array(person),
  writtenAt: instant,
  approvedBy: person.nullable(),
  approvedAt: instant.nullable(),
  endedAt: instant.nullable(),
  changed: changes.describe('What is different from the edition before it'),
});
const head = {
  id: uuid,
  key: z.string(),
  name: z.string(),
  gateKey: z.string().describe('Key of the gates that are placed from it'),
  purpose: z.string(),
  version,
};
export const templateView = z.object({
  ...head,
  editions: z.array(editionView).describe('Newest first'),
  rules: z
    .array(z.object({ key: z.string(), step: z.string(), facets: z.array(z.string()) }))
    .describe('Rules in force that demand it'),
  can,
});
export type TemplateView = z.output<typeof templateView>;

export const listTemplates = operation({
  id: 'gates.templates',
  method: 'GET',
  path: '/gate-templates',
  right: 'gates.read',
  summary: 'Templates of gates, with the edition that is in force',
  reply: z.object({
    items: z.array(
      z.object({
        ...head,
        inForce: z.int().nullable().describe('Number of the approved edition'),
        draft: z.int().nullable().describe('Number of the draft'),
        criteria: z.int().describe('How many criteria the edition in force asks, else the newest'),
        rules: z.int().describe('Rules in force that demand it'),
      }),
    ),
    mayKeep: z.boolean().describe('True where the reader may write templates'),
  }),
});
export const showTemplate = operation({
  id: 'gates.template',
  method: 'GET',
  path: '/gate-templates/{id}',
  right: 'gates.read',
  summary: 'One template with all its editions, what changed in each, and who approved it',
  params: byId,
  reply: templateView,
});
export const registerTemplate = operation({
  id: 'gates.register-template',
  method: 'POST',
  path: '/gate-templates',
  right: 'gates.keep-templates',
  summary: 'Write a new template; its first edition is a draft',
  body: z.strictObject({
    name: line(200),
    gateKey: planKey.describe('Key of the gates that are placed from it'),
    purpose: prose(2000).default(''),
    content: editionContent,
  }),
  reply: templateView,
});
export const writeTemplate = operation({
  id: 'gates.write-template',
  method: 'PUT',
  path: '/gate-templates/{id}/draft',
  right: 'gates.keep-templates',
  summary: 'Write the draft of a template; where there is none, the next edition begins',
  params: byId,
  body: z.strictObject({ content: editionContent }),
  reply: templateView,
  versioned: true,
});
export const actOnTemplate = operation({
  id: 'gates.act-on-template',
  method: 'POST',
  path: '/gate-templates/{id}/acts/{verb}',
  right: 'gates.keep-templates',
  summary:
    'Approve the draft (signed by quality, not by an author), withdraw the edition in force (signed), or discard the draft',
  params: z.strictObject({ id: idOrKey, verb: z.enum(templateVerbs) }),
  body: z.strictObject({ reason, signature: signatureProof.optional() }),
  reply: templateView,
  status: 200,
  versioned: true,
  signs: { kind: 'gate-template' },
});
