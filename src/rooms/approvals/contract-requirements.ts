import { z } from 'zod';
import type { Json } from '../../foundation/canonical-json.ts';
import {
  byId,
  can,
  idOrKey,
  instant,
  operation,
  pageOf,
  pageQuery,
  reason,
  refusalShape,
  uuid,
  version,
} from '../../foundation/contract.ts';
import { signatureMark, signatureProof } from '../signatures/contract.ts';
import { person, termsInput, termsShown } from './contract-shapes.ts';
import { meaning } from './contract-waiting.ts';

export const changeStates = ['proposed', 'effective', 'dropped'] as const;
export const changeKinds = ['new', 'change', 'withdraw'] as const;

const requirementRow = z.object({
  id: uuid,
  key: z.string(),
  version,
  state: z.enum(['effective', 'to-come', 'withdrawn']),
  effectiveFrom: instant,
  terms: termsShown,
});
export type RequirementRow = z.output<typeof requirementRow>;
// Any JSON value; it was made of JSON.
const json = z.custom<Json>(() => true).describe('Any JSON value');
const changeField = z.object({ field: z.string(), old: json, new: json });

export const changeShown = z.object({
  id: uuid,
  key: z.string(),
  version,
  state: z.enum(changeStates),
  stale: z.boolean().describe('The requirement was changed since: it can only be dropped'),
  kind: z.enum(changeKinds),
  requirement: z.object({ id: uuid, key: z.string() }).nullable(),
  baseVersion: z.int().nullable(),
  terms: termsShown,
  effectiveFrom: instant.nullable().describe('Null: at the last signature'),
  reason: z.string(),
  proposedBy: person,
  proposedAt: instant,
  ended: z.object({ at: instant, why: z.string() }).nullable(),
  diff: z.array(changeField).describe('What is different from what is asked today'),
  signatures: z.array(z.object({ person, at: instant, signature: signatureMark.nullable() })),
  missing: z.array(z.string()).describe('Whose signatures are missing'),
  can,
});
export type ChangeShown = z.output<typeof changeShown>;

export const listRequirements = operation({
  id: 'approvals.list-requirements',
  method: 'GET',
  path: '/approval-requirements',
  right: 'approvals.read',
  summary: 'What must be approved by whom before steps are taken',
  query: z.strictObject({
    ...pageQuery,
    kind: z.string().max(60).optional(),
    withdrawn: z.stringbool().default(false).describe('true: those that are withdrawn as well'),
  }),
  reply: pageOf(requirementRow),
});

export const showRequirement = operation({
  id: 'approvals.show-requirement',
  method: 'GET',
  path: '/approval-requirements/{id}',
  right: 'approvals.read',
  summary: 'One requirement with all its versions',
  params: byId,
  reply: requirementRow.extend({
    unmet: z
      .array(refusalShape)
      .describe(
        'Why nobody could meet it, judged on who holds roles now: people may have left since it was written. Empty where it can be met',
      ),
    versions: z.array(
      z.object({
        version,
        withdrawn: z.boolean(),
        effectiveFrom: instant,
        madeAt: instant,
        change: z.string(),
        terms: termsShown,
      }),
    ),
    can,
  }),
});

export const vocabulary = operation({
  id: 'approvals.vocabulary',
  method: 'GET',
  path: '/approval-requirements/vocabulary',
  right: 'approvals.read',
  summary: 'What a requirement can name: steps, roles, meanings, facets, parts, fields',
  reply: z.object({
    roles: z.array(z.object({ role: z.string(), says: z.string() })),
    meanings: z.array(meaning),
    kinds: z.array(
      z.object({
        kind: z.string(),
        steps: z.array(z.object({ step: z.string(), says: z.string(), covers: z.array(z.string()) })),
        parts: z.array(z.object({ part: z.string(), says: z.string() })),
        dimensions: z.array(z.object({ name: z.string(), says: z.string(), values: z.array(z.string()).nullable() })),
        fields: z.array(z.string()),
      }),
    ),
  }),
});

export const proposeChange = operation({
  id: 'approvals.propose-change',
  method: 'POST',
  path: '/approval-changes',
  right: 'approvals.propose-changes',
  summary: 'Propose that something is asked, asked otherwise, or asked no more',
  description:
    'Nothing changes by it: it takes effect when quality and everybody whom the requirement asks for today have signed, none of them who proposed it. What could never be met is refused here.',
  body: z.strictObject({
    kind: z.enum(changeKinds),
    requirement: idOrKey.nullable().default(null).describe('The requirement that is changed or withdrawn'),
    base: version.nullable().default(null).describe('Its version that you saw'),
    terms: termsInput.nullable().default(null).describe('All that it would ask; null where it is withdrawn'),
    effectiveFrom: instant.nullable().default(null).describe('A day still to come; null: at the last signature'),
    reason,
  }),
  reply: changeShown,
});

export const listChanges = operation({
  id: 'approvals.list-changes',
  method: 'GET',
  path: '/approval-changes',
  right: 'approvals.read',
  summary: 'Proposed changes of requirements, newest first',
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(changeStates).optional(),
    requirement: idOrKey.optional(),
  }),
  reply: pageOf(changeShown),
});

export const showChange = operation({
  id: 'approvals.show-change',
  method: 'GET',
  path: '/approval-changes/{id}',
  right: 'approvals.read',
  summary: 'One proposed change with its differences and who must sign it',
  params: byId,
  reply: changeShown,
});

export const signChange = operation({
  id: 'approvals.sign-change',
  method: 'POST',
  path: '/approval-changes/{id}/acts/sign',
  right: 'approvals.sign-changes',
  summary: 'Sign a proposed change; the last signature makes it effective',
  status: 200,
  params: byId,
  body: z.strictObject({ signature: signatureProof.optional() }),
  reply: changeShown,
  versioned: true,
  signs: { kind: 'approval-change', verb: 'sign' },
});

export const dropChange = operation({
  id: 'approvals.drop-change',
  method: 'POST',
  path: '/approval-changes/{id}/acts/drop',
  right: 'approvals.propose-changes',
  summary: 'Drop a proposed change: who proposed it, or quality',
  status: 200,
  params: byId,
  body: z.strictObject({ reason }),
  reply: changeShown,
  versioned: true,
});
