import { z } from 'zod';
import {
  byId,
  can,
  idOrKey,
  instant,
  manyOf,
  operation,
  pageOf,
  pageQuery,
  reason,
  uuid,
  version,
} from '../../foundation/contract.ts';
import { line, prose } from '../../foundation/text.ts';
import { signatureProof } from '../signatures/contract.ts';
import { changeModels, demandedFrom, modelStates, modelVerbs, riskBands } from './contract-words.ts';

/** A model as people name it: by its code, or by the key or id of any of its versions. */
export const modelName = z.string().regex(/^[A-Za-z0-9-]{1,80}$/, 'A code such as normal or STD-1');

const person = z.object({ id: uuid, name: z.string() });
const from = z.enum(demandedFrom);

const plans = z
  .strictObject({ backOut: from, test: from })
  .describe('From which criticality on a change shows a back-out plan, and a test plan; unknown counts as critical');
const limits = z
  .strictObject({
    components: z.int().min(1).max(200).nullable().default(null).describe('How many applications a change of it changes at most'),
    minutes: z.int().min(1).max(525_600).nullable().default(null).describe('How long its planned time is at most'),
    band: z.enum(riskBands).nullable().default(null).describe('The gravest risk that it covers'),
  })
  .describe('Null: no limit');

export const modelLine = z.object({
  id: uuid,
  key: z.string().describe('Such as normal-v1 or STD-1-v2'),
  code: z.string().describe('Which model it is a version of: normal, emergency, non-production, STD-1 and on'),
  number: z.int(),
  kind: z.enum(changeModels),
  state: z.enum(modelStates),
  name: z.string(),
  description: z.string(),
  plans: z.object({ backOut: from, test: from }),
  limits: z.object({ components: z.int().nullable(), minutes: z.int().nullable(), band: z.enum(riskBands).nullable() }),
  applications: z.array(z.object({ id: uuid, key: z.string(), name: z.string() })).describe('What a template is for'),
  gxp: z.boolean().describe('A template that is for GxP applications too'),
  instructions: z.string().describe('How a standard change is done, checked and taken back'),
  version,
});
export type ModelLine = z.output<typeof modelLine>;

export const modelView = modelLine.extend({
  reason: z.string(),
  proposedBy: person.nullable().describe('Null: Interlock comes with it'),
  proposedAt: instant,
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  endReason: z.string().nullable(),
  versions: z
    .array(z.object({ key: z.string(), number: z.int(), state: z.enum(modelStates) }))
    .describe('All versions of this model, newest first'),
  can: can.describe('propose, approve, refuse, withdraw, retire'),
});
export type ModelView = z.output<typeof modelView>;

export const listModels = operation({
  id: 'changes.models',
  method: 'GET',
  path: '/change-models',
  right: 'changes.read-models',
  summary: 'Models of changes and templates of standard changes, in their versions',
  query: z.strictObject({
    ...pageQuery,
    state: manyOf(z.enum(modelStates)).default(['in-force', 'proposed']),
    kind: manyOf(z.enum(changeModels)).optional(),
    q: z.string().trim().min(1).max(100).optional().describe('Part of the name or key'),
  }),
  reply: pageOf(modelLine).extend({ can: can.describe('propose') }),
});

export const showModel = operation({
  id: 'changes.model',
  method: 'GET',
  path: '/change-models/{id}',
  right: 'changes.read-models',
  summary: 'One version of a model, with the others of it',
  params: byId,
  reply: modelView,
});

export const proposeModel = operation({
  id: 'changes.propose-model',
  method: 'POST',
  path: '/change-models',
  right: 'changes.propose-models',
  summary: 'Propose a version of a model, or a new template of standard changes',
  description:
    'Nothing changes before somebody else approves it. A version says everything anew: what is left out is not taken from the version before.',
  body: z.strictObject({
    model: modelName.optional().describe('Code of the model that it is a version of; left out for a new template'),
    basis: z.int().min(1).optional().describe('With `model`: number of the version in force that the proposal was written on'),
    name: line(200),
    description: prose(4000).default(''),
    plans: plans.default({ backOut: 'medium', test: 'high' }),
    limits: limits.default({ components: null, minutes: null, band: null }),
    applications: z.array(idOrKey).max(200).default([]).describe('Of a template: ids or keys of what it is for'),
    gxp: z.boolean().default(false).describe('Of a template: whether it is for GxP applications too'),
    instructions: prose(8000).default('').describe('Of a template: how such a change is done, checked and taken back'),
    reason,
  }),
  reply: modelView,
});

export const actOnModel = operation({
  id: 'changes.act-on-model',
  method: 'POST',
  path: '/change-models/{id}/acts/{verb}',
  right: 'changes.take-model-steps',
  summary: 'Approve or refuse a version of a model, withdraw its proposal, or retire a template',
  description: '`approve` and `retire` are signed; `refuse`, `withdraw` and `retire` demand a reason.',
  params: z.strictObject({ id: idOrKey, verb: z.enum(modelVerbs) }),
  body: z.strictObject({ reason: reason.optional(), signature: signatureProof.optional() }),
  reply: modelView,
  status: 200,
  versioned: true,
  signs: { kind: 'change-model' },
});
