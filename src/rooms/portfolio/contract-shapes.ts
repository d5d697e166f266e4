import { z } from 'zod';
import { can, instant, uuid, version } from '../../foundation/contract.ts';
import { line, prose as text } from '../../foundation/text.ts';

export const criticality = z.enum(['low', 'medium', 'high', 'critical', 'unknown']);
export const relevance = z.enum(['yes', 'no', 'unknown']);
export const lifecycleStage = z.enum(['planned', 'live', 'sunset', 'retired', 'unknown']);
export const validatedState = z.enum(['not-applicable', 'validated', 'under-change', 're-validation-due', 'unknown']);
export const dependencyType = z.enum(['calls', 'data', 'infrastructure', 'shared-library', 'deploys-with']);

export { line };
export const prose = text(20_000).min(1);

export const applicationKey = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$/, 'Letters, digits, dot, dash and underscore, at most 80')
  .describe('Names the application for good; made (APP-1 …) where left out');
export const personRef = z.string().min(1).max(254).describe('Id or e-mail of a person');

export const nameRef = z.object({ id: uuid, key: z.string(), name: z.string() });
export const applicationRow = z.object({
  id: uuid,
  key: z.string(),
  version,
  name: z.string(),
  unit: nameRef,
  owner: z.object({ id: uuid, name: z.string() }).nullable(),
  criticality,
  gxp: relevance,
  sox: relevance,
  technology: z.string().nullable(),
  lifecycleStage,
  validatedState,
  withdrawn: z.boolean(),
  changedAt: instant,
});
export type ApplicationRow = z.output<typeof applicationRow>;

export const dependencyShown = z.object({
  id: uuid,
  type: dependencyType,
  note: z.string().nullable(),
  application: nameRef
    .extend({ criticality })
    .nullable()
    .describe('The one at the other end; null where the reader may not see it'),
});
export const applicationShown = applicationRow.extend({
  description: z.string().nullable(),
  needs: z.array(dependencyShown).describe('What this application depends on'),
  neededBy: z.array(dependencyShown).describe('What depends on this application'),
  asOf: instant.nullable().describe('Set where the record is shown as it was'),
  can,
});
export type ApplicationShown = z.output<typeof applicationShown>;
