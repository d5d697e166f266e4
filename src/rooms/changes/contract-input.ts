import { z } from 'zod';
import { idOrKey, instant, reason } from '../../foundation/contract.ts';
import { line, prose } from '../../foundation/text.ts';
import { signatureProof } from '../signatures/contract.ts';
import { modelName } from './contract-models.ts';
import { applicationRoles, changeModels, linkKinds, riskQuestions } from './contract-words.ts';

const answers = z.strictObject({
  complexity: z.enum(riskQuestions.complexity).default('unknown').describe('How much it changes'),
  reversal: z.enum(riskQuestions.reversal).default('unknown').describe('How well its way back is known'),
  testing: z.enum(riskQuestions.testing).default('unknown').describe('Where it is tested'),
  outage: z.enum(riskQuestions.outage).default('unknown').describe('Whether people cannot work meanwhile'),
});
export const changeApplication = z.strictObject({ application: idOrKey, role: z.enum(applicationRoles).default('changed') });
export const changeLink = z.strictObject({
  kind: z.enum(linkKinds),
  label: line(200),
  url: z
    .url({ protocol: /^https?$/, error: 'A link starts with https:// or http://' })
    .max(2000)
    .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), 'A link carries no name and password'),
});
export const changeDependency = z.strictObject({
  change: idOrKey.describe('The change that must be implemented first'),
  needBy: instant.nullable().default(null).describe('When it must be there; unknown where null'),
});
const planned = z.strictObject({
  start: instant,
  end: instant,
  zone: z.string().min(1).max(64).default('UTC').describe('IANA time zone in which people read these times'),
});
const owner = z.string().min(1).max(254).nullable();

export const requestBody = z.strictObject({
  name: line(200),
  description: prose(8000).default('').describe('What is changed, and why'),
  model: z.enum(changeModels).default('normal'),
  template: modelName.nullable().default(null).describe('Of a standard change: its template, such as STD-1'),
  unit: idOrKey.describe('Id or key of the unit'),
  owner: owner.default(null).describe('Id or e-mail of who answers for it'),
  applications: z.array(changeApplication).max(200).default([]),
  backOutPlan: prose(8000).default(''),
  testPlan: prose(8000).default(''),
  answers: answers.default({ complexity: 'unknown', reversal: 'unknown', testing: 'unknown', outage: 'unknown' }),
  planned: planned.nullable().default(null).describe('When it is meant to be implemented'),
  dependencies: z.array(changeDependency).max(100).default([]),
  links: z.array(changeLink).max(100).default([]),
});

/** JSON merge patch: what is missing stays, null clears; a list replaces the whole list. */
export const editBody = z.strictObject({
  name: line(200).optional(),
  description: prose(8000).optional(),
  model: z.enum(changeModels).optional(),
  template: modelName.nullable().optional().describe('Of a standard change: its template'),
  owner: owner.optional(),
  applications: z.array(changeApplication).max(200).optional(),
  backOutPlan: prose(8000).optional(),
  testPlan: prose(8000).optional(),
  answers: answers.optional().describe('Until it is assessed'),
  planned: planned.nullable().optional().describe('Until it is being implemented'),
  dependencies: z.array(changeDependency).max(100).optional().describe('Until it is being implemented'),
  links: z.array(changeLink).max(100).optional().describe('Until its record is closed'),
  reason: reason.optional(),
});

export const stepBody = z.strictObject({
  reason: reason.optional(),
  outcome: prose(4000).min(3).optional().describe('complete, fail, back-out: what came of it'),
  signature: signatureProof.optional(),
});
