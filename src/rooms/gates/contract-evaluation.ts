import { z } from 'zod';
import { instant, uuid } from '../../foundation/contract.ts';
import { foundInputView } from './contract-asked.ts';
import { criterionStatuses } from './contract-waiting.ts';

const key = z.string().min(1).max(80);
const person = z.object({ id: uuid, name: z.string() });
const input = z.object({
  criterionId: uuid,
  key,
  text: z.string(),
  expected: z.string(),
  actual: z.string().nullable(),
  status: z.enum(criterionStatuses),
  resultId: uuid.nullable(),
  waiverId: uuid.nullable(),
  found: foundInputView.optional(),
  question: z.string().optional().describe('SHA-256 of the question as it was asked, in hex; missing in evaluations of before'),
  ofVersion: z.string().nullable().optional().describe('The version of the thing that the result measured'),
});
export const evaluationView = z.object({
  hash: z.string().describe('SHA-256 over the canonical JSON (RFC 8785) of the gate and all its inputs, in hex'),
  green: z.boolean(),
  met: z.int(),
  total: z.int(),
  inputs: z.array(input),
});
export const keptEvaluation = evaluationView.extend({
  id: uuid,
  place: z.int().describe('Order within the gate, from 1, without gaps'),
  at: instant,
  occasion: z.enum(['placed', 'result', 'result-withdrawn', 'waiver', 'waiver-withdrawn', 'decision', 'lapse', 'measured']),
  by: person,
  gateVersion: z.int().nullable().describe('Version of the gate that the same act left; null in evaluations of before'),
  build: z.string().nullable().describe('The build that judged'),
  rules: z.int().nullable().describe('Version of the rules that judged'),
  greenSince: instant.nullable().describe('Since when all criteria were green without break, as this evaluation left it'),
  greenUntil: instant.nullable().describe('When time alone ends that; null where it never does'),
  seal: z.string().nullable().describe('SHA-256 over the canonical JSON (RFC 8785) of all of it and the seal before, in hex'),
  standing: z
    .enum(['intact', 'broken', 'before-seals'])
    .describe('Computed anew at each reading: hash, seal, the evaluation before it and the ledger’s entry agree'),
  brokenWhy: z.array(z.string()),
  entry: z.object({ id: uuid, seq: z.int().nullable() }).nullable().describe('The entry of the audit trail that names its seal'),
  changed: z
    .array(
      z.object({
        key,
        text: z.string(),
        was: z.object({ status: z.enum(criterionStatuses), actual: z.string().nullable() }).nullable(),
        is: z.object({ status: z.enum(criterionStatuses), actual: z.string().nullable() }).nullable(),
        how: z.enum(['asked', 'no-longer-asked', 'asked-anew', 'status', 'result', 'waiver']),
      }),
    )
    .describe('What is different from the evaluation before it'),
});
