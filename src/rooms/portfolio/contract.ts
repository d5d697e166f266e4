import { z } from 'zod';
import {
  asOfQuery,
  bulkResult,
  byId,
  idOrKey,
  manyOf,
  operation,
  pageOf,
  pageQuery,
  reason,
  uuid,
  version,
} from '../../foundation/contract.ts';
import { signatureProof } from '../signatures/contract.ts';
import {
  applicationKey,
  applicationRow,
  applicationShown,
  criticality,
  dependencyType,
  lifecycleStage,
  line,
  personRef,
  prose,
  relevance,
  validatedState,
} from './contract-shapes.ts';

export * from './contract-shapes.ts';

const listFilters = {
  unit: z.string().max(80).optional().describe('Id or key of a unit: applications in it or below'),
  criticality: manyOf(criticality).optional(),
  gxp: manyOf(relevance).optional(),
  sox: manyOf(relevance).optional(),
  lifecycleStage: manyOf(lifecycleStage).optional(),
  validatedState: manyOf(validatedState).optional(),
  owner: personRef.optional(),
  q: z.string().trim().max(100).optional().describe('Part of the name or the key'),
  withdrawn: z.enum(['no', 'yes', 'all']).default('no'),
  sort: z.enum(['name', '-name', 'key', '-key']).default('name'),
};

export const listApplications = operation({
  id: 'portfolio.list-applications',
  method: 'GET',
  path: '/applications',
  right: 'portfolio.read',
  summary: 'Applications that the reader may see',
  query: z.strictObject({ ...pageQuery, ...listFilters }),
  reply: pageOf(applicationRow),
});

export const exportApplications = operation({
  id: 'portfolio.export-applications',
  method: 'GET',
  path: '/applications/export',
  right: 'portfolio.read',
  summary: 'The applications that a filter finds, as CSV',
  description:
    'The same applications in the same order as the list, all of them. UTF-8 with its mark, times in ISO 8601 and UTC; a text that a spreadsheet would run as a formula has an apostrophe before it.',
  query: z.strictObject(listFilters),
  reply: z.string(),
  streams: 'text/csv',
});

export const showApplication = operation({
  id: 'portfolio.show-application',
  method: 'GET',
  path: '/applications/{id}',
  right: 'portfolio.read',
  summary: 'One application with its dependencies both ways',
  params: byId,
  query: asOfQuery,
  reply: applicationShown,
});

const fields = {
  name: line(200),
  description: prose.nullable(),
  unit: idOrKey,
  owner: personRef.nullable(),
  criticality,
  gxp: relevance,
  sox: relevance,
  technology: line(200).nullable(),
  lifecycleStage,
};

export const applicationPatch = z.strictObject(fields).partial().describe('JSON merge patch: missing leaves, null clears');

export const registerApplication = operation({
  id: 'portfolio.register-application',
  method: 'POST',
  path: '/applications',
  right: 'portfolio.register',
  summary: 'Register an application',
  description:
    'What is left out is unknown. The validated state is set by verbs; at registration it may only say what needs no decision.',
  body: z.strictObject({
    ...applicationPatch.shape,
    key: applicationKey.optional(),
    name: fields.name,
    unit: fields.unit,
    validatedState: validatedState.optional(),
  }),
  reply: applicationShown,
});

export const changeApplication = operation({
  id: 'portfolio.change-application',
  method: 'PATCH',
  path: '/applications/{id}',
  right: 'portfolio.change',
  summary: 'Change an application',
  params: byId,
  body: applicationPatch.extend({ reason: reason.optional() }),
  reply: applicationShown,
  versioned: true,
});

export const bulkChangeApplications = operation({
  id: 'portfolio.bulk-change-applications',
  method: 'POST',
  path: '/applications/bulk-changes',
  right: 'portfolio.change',
  summary: 'Change several applications, each by itself, with a result per row',
  status: 200,
  body: z.strictObject({
    items: z
      .array(z.strictObject({ id: idOrKey, version, change: applicationPatch }))
      .min(1)
      .max(200),
    reason: reason.optional(),
  }),
  reply: bulkResult,
});

const withReason = z.strictObject({ reason });
const decided = z.strictObject({
  reason,
  signature: signatureProof.optional(),
});

const leavingAct = <V extends 'retire' | 'withdraw'>(verb: V, summary: string) =>
  operation({
    id: `portfolio.${verb}-application`,
    method: 'POST',
    path: `/applications/{id}/acts/${verb}`,
    right: 'portfolio.withdraw',
    summary,
    status: 200,
    params: byId,
    body: withReason,
    reply: applicationShown,
    versioned: true,
  });

export const retireApplication = leavingAct('retire', 'Retire an application: it is no longer in use');
export const withdrawApplication = leavingAct('withdraw', 'Withdraw an application that should not have been registered');

export const validatedVerb = z.enum([
  'mark-validated',
  'mark-not-applicable',
  'mark-under-change',
  'require-re-validation',
  'reassess',
]);

const validatedAct = <V extends z.output<typeof validatedVerb>>(verb: V, right: string, summary: string) =>
  operation({
    id: `portfolio.${verb}`,
    method: 'POST',
    path: `/applications/{id}/acts/${verb}`,
    right,
    summary,
    status: 200,
    params: byId,
    body: decided,
    reply: applicationShown,
    versioned: true,
    signs: { kind: 'application', verb },
  });

export const markValidated = validatedAct(
  'mark-validated',
  'portfolio.validate',
  'Decide that the application is in its validated state',
);
export const markNotApplicable = validatedAct(
  'mark-not-applicable',
  'portfolio.validate',
  'Decide that validation does not apply',
);
export const markUnderChange = validatedAct(
  'mark-under-change',
  'portfolio.change',
  'Say that the validated application is being changed',
);
export const requireReValidation = validatedAct(
  'require-re-validation',
  'portfolio.validate',
  'Say that validation must be repeated',
);
export const reassess = validatedAct('reassess', 'portfolio.validate', 'Take back that validation does not apply');

export const addDependency = operation({
  id: 'portfolio.add-dependency',
  method: 'POST',
  path: '/applications/{id}/dependencies',
  right: 'portfolio.change',
  summary: 'Say that the application needs another one',
  params: byId,
  body: z.strictObject({ to: idOrKey, type: dependencyType, note: prose.max(2000).nullable().default(null) }),
  reply: applicationShown,
  versioned: true,
});

export const withdrawDependency = operation({
  id: 'portfolio.withdraw-dependency',
  method: 'POST',
  path: '/applications/{id}/dependencies/{dependencyId}/acts/withdraw',
  right: 'portfolio.change',
  summary: 'Say that the application no longer needs the other one',
  status: 200,
  params: byId.extend({ dependencyId: uuid }),
  body: withReason,
  reply: applicationShown,
  versioned: true,
});

export const neighbourhoodShown = z.object({
  centre: uuid,
  nodes: z.array(
    applicationRow
      .pick({
        id: true,
        key: true,
        name: true,
        criticality: true,
        gxp: true,
        lifecycleStage: true,
        validatedState: true,
        unit: true,
      })
      .extend({ steps: z.int() }),
  ),
  edges: z.array(z.object({ id: uuid, from: uuid, to: uuid, type: dependencyType, note: z.string().nullable() })),
  cut: z.boolean().describe('True where there are more than 150 applications around: the nearest are shown'),
  hidden: z.int().describe('Applications that the reader may not see, directly beside those shown'),
});

export const showNeighbourhood = operation({
  id: 'portfolio.show-neighbourhood',
  method: 'GET',
  path: '/applications/{id}/neighbourhood',
  right: 'portfolio.read',
  summary: 'What stands one to three steps around an application, both ways',
  params: byId,
  query: z.strictObject({ steps: z.coerce.number().int().min(1).max(3).default(1) }),
  reply: neighbourhoodShown,
});
