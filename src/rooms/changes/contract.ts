import { z } from 'zod';
import { asOfQuery, byId, idOrKey, manyOf, operation, pageOf, pageQuery } from '../../foundation/contract.ts';
import { editBody, requestBody, stepBody } from './contract-input.ts';
import { modelName } from './contract-models.ts';
import { change, changeInteraction, changeLine } from './contract-record.ts';
import { changeModels, changeStates, changeVerbs, riskBands } from './contract-words.ts';

export * from './contract-input.ts';
export * from './contract-models.ts';
export * from './contract-record.ts';
export * from './contract-words.ts';

const filters = {
  state: manyOf(z.enum(changeStates)).optional(),
  model: manyOf(z.enum(changeModels)).optional(),
  unit: manyOf(idOrKey).optional().describe('Units, each with all below it'),
  owner: manyOf(z.string().min(1).max(254)).optional().describe('Ids or e-mail addresses; `me`: mine'),
  application: manyOf(idOrKey).optional(),
  follows: manyOf(modelName)
    .optional()
    .describe('Versions of models that they follow since they were submitted, such as STD-1-v2'),
  band: manyOf(z.enum(riskBands)).optional().describe('Risk as it was assessed'),
  open: z.stringbool().optional().describe('true: not closed, rejected or withdrawn'),
  q: z.string().trim().min(1).max(100).optional().describe('Part of the name or key'),
};
const sort = z.enum(['planned', '-planned', 'key', '-key', 'updated', '-updated']).default('-updated');
export const changeListQuery = z.strictObject({ ...pageQuery, ...filters, sort });

export const listChanges = operation({
  id: 'changes.list',
  method: 'GET',
  path: '/changes',
  right: 'changes.read',
  summary: 'List changes',
  query: changeListQuery,
  reply: pageOf(changeLine),
});

export const exportChanges = operation({
  id: 'changes.export',
  method: 'GET',
  path: '/changes/export',
  right: 'changes.read',
  summary: 'The changes that a filter finds, as CSV',
  description:
    'The same changes in the same order as the list, all of them. UTF-8 with its mark, times in ISO 8601 and UTC; a text that a spreadsheet would run as a formula has an apostrophe before it.',
  query: z.strictObject({ ...filters, sort }),
  reply: z.string(),
  streams: 'text/csv',
});

export const changeBoard = operation({
  id: 'changes.board',
  method: 'GET',
  path: '/change-board',
  right: 'changes.read',
  summary: 'Open changes by state, the most recently changed of each',
  query: z.strictObject(filters),
  reply: z.object({
    columns: z.array(
      z.object({
        state: z.enum(changeStates),
        items: z.array(changeLine).describe('At most 20'),
        more: z.boolean().describe('True where there are more than are shown'),
      }),
    ),
  }),
});

export const getChange = operation({
  id: 'changes.get',
  method: 'GET',
  path: '/changes/{id}',
  right: 'changes.read',
  summary: 'Show a change',
  description: 'The whole change with what the reader may do with it; with asOf as it was at a moment, rebuilt from the ledger.',
  params: byId,
  query: asOfQuery,
  reply: change,
});

export const changeInteractions = operation({
  id: 'changes.interactions',
  method: 'GET',
  path: '/changes/{id}/interactions',
  right: 'changes.read',
  summary: 'Changes that are planned at the same time and touch the same or dependent applications',
  description: 'Each may have passed alone. Submitted ones that are not over, by planned start; direct dependencies only.',
  params: byId,
  reply: z.object({
    items: z.array(changeInteraction),
    more: z.boolean().describe('True where more than 300 changes are planned at that time: the first 300 were looked at'),
    why: z.enum(['not-planned', 'over']).nullable().describe('Why nothing was looked for'),
  }),
});

export const requestChange = operation({
  id: 'changes.request',
  method: 'POST',
  path: '/changes',
  right: 'changes.request',
  summary: 'Request a change: it begins as a draft',
  body: requestBody,
  reply: change,
});

export const editChange = operation({
  id: 'changes.edit',
  method: 'PATCH',
  path: '/changes/{id}',
  right: 'changes.request',
  summary: 'Write on in a change',
  description:
    'What is decided on (name, description, model, applications, plans) is written in the draft alone: rework leads back to it. Lists replace the whole list.',
  params: byId,
  body: editBody,
  reply: change,
  versioned: true,
});

export const actOnChange = operation({
  id: 'changes.act',
  method: 'POST',
  path: '/changes/{id}/acts/{verb}',
  right: 'changes.take-steps',
  summary: 'Take a change one step on, or back',
  description: 'Each verb has its own right, rules and demands; `can` of the change says them.',
  params: z.strictObject({ id: idOrKey, verb: z.enum(changeVerbs) }),
  body: stepBody,
  reply: change,
  status: 200,
  versioned: true,
  signs: { kind: 'change' },
});
