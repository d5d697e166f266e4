import { z } from 'zod';
import { asOfQuery, byId, instant, operation, uuid } from '../../foundation/contract.ts';

const json: z.ZodType<unknown> = z.unknown().describe('Any JSON value');
const person = z.object({ id: uuid, name: z.string() });

const laterChange = z.object({
  entry: uuid,
  number: z.int().nullable().describe('Place in the ledger; null for about a second, until it is sealed'),
  at: instant,
  by: z.string(),
  says: z.string(),
  reason: z.string().nullable(),
  changes: z.array(z.object({ field: z.string().describe('JSON pointer'), old: json, new: json })),
});
export type StoryChange = z.output<typeof laterChange>;

const evidence = z.object({
  text: z.string().describe('What the criterion asks'),
  expected: z.string(),
  actual: z.string().nullable(),
  status: z.string(),
  source: z.string().nullable().describe('Who or what found it, when, of which version; or who waived it and why'),
  note: z.string().nullable(),
  link: z.string().nullable().describe('The evidence itself, where it was linked'),
});

const decision = z.object({
  entry: uuid.describe('The entry of the ledger that it is'),
  number: z.int().nullable(),
  at: instant,
  by: person,
  roles: z.array(z.string()).describe('Roles that the person held at that time'),
  act: z.string(),
  says: z.string(),
  on: z.object({ kind: z.string(), id: uuid, key: z.string().nullable(), name: z.string() }),
  version: z.int(),
  reason: z.string().nullable(),
  condition: z.string().nullable(),
  lost: z.string().nullable().describe('What took its effect away; null where it stands'),
  signature: z
    .object({ id: uuid, text: z.string(), standing: z.string().describe('valid, changed, gone or broken, at this moment') })
    .nullable(),
  evidence: z.array(evidence).describe('What the decider saw: the evaluation that the decision names'),
  gatesBefore: z
    .array(z.object({ name: z.string(), says: z.string(), at: instant, by: z.string() }))
    .describe('For a step of the release: its gates as they were decided before it'),
  changedAfter: z.array(laterChange).describe('Entries that changed afterwards what a signature of this act covers'),
});
export type StoryDecision = z.output<typeof decision>;

export const releaseStory = operation({
  id: 'records.story',
  method: 'GET',
  path: '/releases/{id}/story',
  right: 'records.dossier',
  inspects: 'release',
  summary: 'Who decided what on a release, on which evidence, and what changed afterwards',
  description:
    'Every signed decision on the release and its gates, oldest first, with the evaluation it rests on, its signature, and the entries that changed later what the signature covers. With asOf as it stood at a moment. Bounded as the dossier is: refused, never cut.',
  params: byId,
  query: asOfQuery,
  reply: z.object({
    id: uuid,
    key: z.string(),
    name: z.string(),
    state: z.string(),
    outcome: z.string().nullable(),
    version: z.int(),
    unit: z.string(),
    owner: z.string().nullable(),
    at: instant.describe('The moment that it shows'),
    first: instant.nullable().describe('When the first entry was written'),
    entries: z.int().describe('Entries of the release, its gates and their signatures up to that moment'),
    decisions: z.array(decision),
    afterEnd: z.array(laterChange).describe('What was written after the release was over'),
  }),
});
export type Story = z.output<typeof releaseStory.reply>;
