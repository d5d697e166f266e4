import { z } from 'zod';
import { can, instant, manyOf, operation, pageOf, pageQuery, reason, uuid } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';
import { signatureMark, signatureProof } from '../signatures/contract.ts';
import { namedStep, person } from './contract-shapes.ts';
import { subjectShown } from './contract-waiting.ts';
import { verbalStates, verbalVerbs } from './contract-words.ts';

export { verbalStates, verbalVerbs } from './contract-words.ts';

export const verbalShown = z.object({
  id: uuid,
  version: z.int(),
  state: z.enum(verbalStates),
  subject: subjectShown,
  step: z.string(),
  says: z.string().describe('What the step is called'),
  requirements: z.array(z.string()).describe('Keys of the requirements that the word stands for; it lets pass no other'),
  authorisedBy: person,
  toldAt: instant.describe('When the named person said yes'),
  recordedBy: person,
  recordedAt: instant,
  reason: z.string(),
  dueAt: instant.describe('Until then the missing approvals are signed'),
  overdue: z.boolean().describe('The missing approvals are owed and their time is over'),
  lets: z.boolean().describe('It lets the step pass now: open, not overdue, its signatures stand. It is never an approval'),
  quality: z.object({ by: person, at: instant }).nullable().describe('Who of quality confirmed it, where that was needed'),
  ended: z.object({ by: person, at: instant, reason: z.string() }).nullable(),
  signature: signatureMark.nullable(),
});
export type VerbalShown = z.output<typeof verbalShown>;
export const verbalView = verbalShown.extend({ can });

export const recordVerbal = operation({
  id: 'approvals.record-verbal',
  method: 'POST',
  path: '/approvals/{id}/verbal-authorisations',
  right: 'approvals.record-verbal',
  summary: 'Emergency: record that somebody who is asked said yes by word of mouth (signed by who records it)',
  description:
    'Only for an emergency with missing approvals. The word stands for one seat of each requirement that it names, lets the step pass as far as these go, and is no approval: they become due within the time of the profile. While an earlier emergency of the same is overdue, quality confirms it first.',
  params: z.strictObject({ id: namedStep }),
  body: z.strictObject({
    by: line(200).describe('Who said yes: id or e-mail; somebody else than who records'),
    at: instant.describe('When they said it; within the last 24 hours'),
    requirements: z
      .array(line(20))
      .min(1)
      .max(20)
      .optional()
      .describe('Keys of the missing requirements that the word stands for; without it all that this person could answer'),
    reason,
    signature: signatureProof.optional(),
  }),
  reply: verbalView,
  signs: { kind: 'verbal-authorisation', verb: 'record' },
});

export const listVerbals = operation({
  id: 'approvals.list-verbal',
  method: 'GET',
  path: '/verbal-authorisations',
  right: 'approvals.read',
  summary: 'Verbal authorisations of emergencies, newest first: which reviews are owed, and until when',
  query: z.strictObject({
    ...pageQuery,
    subject: z.string().min(3).max(170).optional().describe('Kind and id or key of a record, such as release:REL-1042'),
    state: manyOf(z.enum(verbalStates)).optional(),
  }),
  reply: pageOf(verbalShown),
});

export const showVerbal = operation({
  id: 'approvals.show-verbal',
  method: 'GET',
  path: '/verbal-authorisations/{id}',
  right: 'approvals.read',
  summary: 'One verbal authorisation',
  params: z.strictObject({ id: uuid }),
  reply: verbalView,
});

export const actOnVerbal = operation({
  id: 'approvals.act-on-verbal',
  method: 'POST',
  path: '/verbal-authorisations/{id}/acts/{verb}',
  right: 'approvals.record-verbal',
  summary: 'Confirm (quality), review afterwards (quality) or withdraw a verbal authorisation',
  description:
    'confirm: a further emergency while an earlier one is overdue needs quality. review: ends what is owed where the record is over and nobody can approve it any more. Both are signed. withdraw: only as long as the step was not taken.',
  status: 200,
  params: z.strictObject({ id: uuid, verb: z.enum(verbalVerbs) }),
  body: z.strictObject({ reason, signature: signatureProof.optional() }),
  reply: verbalView,
  versioned: true,
  signs: { kind: 'verbal-authorisation' },
});
