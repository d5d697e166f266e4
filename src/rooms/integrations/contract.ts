import { z } from 'zod';
import { instant, operation, planKey, reason, refusalShape } from '../../foundation/contract.ts';

export const planSections = [
  'units',
  'applications',
  'dependencies',
  'calendars',
  'windows',
  'freezes',
  'releases',
  'history',
] as const;
const subjects = ['unit', 'application', 'dependency', 'calendar', 'window', 'freeze', 'release', 'history'] as const;
const actions = ['create', 'change', 'withdraw', 'unchanged'] as const;
/** In characters; the reader itself refuses more than 8 MB. */
const text = z.string().min(1).describe('The plan file, YAML in UTF-8, at most 8 MB');
const only = z.array(z.enum(planSections)).default([]).describe('Sections to look at; all of them where empty');
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const counts = z.object({ create: z.int(), change: z.int(), withdraw: z.int(), unchanged: z.int() });
const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
const planName = z.object({ name: z.string(), title: z.string().nullable() });

export const previewPlan = operation({
  id: 'integrations.preview-plan',
  method: 'POST',
  path: '/plans/previews',
  right: 'integrations.preview-plans',
  reads: true,
  summary: 'What a plan file would create, change or withdraw',
  description: 'Writes nothing. A bad file is refused with every problem and its line.',
  body: z.strictObject({ text, only }),
  reply: z.object({
    plan: planName,
    counts,
    rows: z.array(
      z.object({
        subject: z.enum(subjects),
        key: z.string(),
        action: z.enum(actions),
        line: z.int().nullable(),
        takenOverFrom: z.string().nullable().describe('Name of the plan that brought the record, where it is another one'),
        fields: z.array(z.object({ field: z.string(), old: scalar, new: scalar })),
      }),
    ),
    unsaid: z.array(z.string()).describe('Records that a plan file has no words for: they are left as they are'),
    diff: z.string().describe('The rows as text'),
    fingerprint: z.string().describe('Send it with the application to be sure that nothing moved in between'),
  }),
  status: 200,
});

export const applyPlan = operation({
  id: 'integrations.apply-plan',
  method: 'POST',
  path: '/plans/applications',
  right: 'integrations.apply-plans',
  summary: 'Apply a plan file',
  description:
    'Through the same acts as by hand, in one transaction or row by row with a report. A second application changes nothing. A record that another plan brought is changed only with `takeOver`.',
  body: z.strictObject({
    text,
    only,
    mode: z.enum(['all-or-nothing', 'row-by-row']).default('all-or-nothing'),
    fingerprint: z.string().max(64).nullable().default(null),
    reason: reason.optional().describe('Why, for the trail: kept in the entry of each record that changes'),
    takeOver: z
      .boolean()
      .default(false)
      .describe('Consent to change records that other plans brought; from then on they are this plan’s'),
  }),
  reply: z.object({
    plan: planName,
    counts,
    results: z.array(
      z.object({
        subject: z.enum(subjects),
        key: z.string(),
        action: z.enum(actions),
        line: z.int().nullable(),
        ok: z.boolean(),
        refusals: z.array(refusalShape),
      }),
    ),
  }),
  status: 200,
});

export const exportPlan = operation({
  id: 'integrations.export-plan',
  method: 'GET',
  path: '/plans/export',
  right: 'integrations.preview-plans',
  summary: 'The portfolio as a plan file',
  description: 'Of the units in the reader’s reach. Applied again it changes nothing.',
  query: z.strictObject({
    plan: planKey.optional().describe('Only what this plan brought'),
    name: planKey.optional().describe('Name of the exported plan'),
    zone: z
      .string()
      .max(64)
      .regex(/^(?:UTC|[A-Z][A-Za-z_+-]+(?:\/[A-Za-z0-9_+-]+){1,2})$/)
      .refine(isZone, 'An IANA time zone such as Europe/Zurich')
      .optional()
      .describe('Zone of the exported plan'),
  }),
  reply: z.object({ text: z.string(), unsaid: z.array(z.string()), counts: z.record(z.string(), z.int()) }),
});

export const listPlans = operation({
  id: 'integrations.list-plans',
  method: 'GET',
  path: '/plans',
  right: 'integrations.preview-plans',
  summary: 'Plans that were applied here',
  description: 'Those of which the reader may see a record; `records` counts what they may see.',
  reply: z.object({
    items: z.array(planName.extend({ zone: z.string(), appliedAt: instant, version: z.int(), records: z.int() })),
    nextCursor: z.null(),
  }),
});
