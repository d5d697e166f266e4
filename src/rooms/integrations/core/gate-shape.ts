import { z } from 'zod';
import { keyText, lineText, timeText } from './plan-scalars.ts';
import { criterionTypes, decidingRoles, guardedVerbs, operators } from './plan-words.ts';

export const criterionShape = z
  .strictObject({
    key: keyText,
    text: lineText(500),
    type: z.enum(criterionTypes),
    operator: z.enum(operators).optional(),
    threshold: z.number().optional(),
    unit: lineText(40).optional().meta({ description: 'Unit of the measure, such as %.' }),
    source: lineText(200).optional().meta({ description: 'Who or what measures it.' }),
    freshnessHours: z.int().min(1).max(8760).optional().meta({ description: 'An older value counts as unknown.' }),
    decidedBy: z.enum(decidingRoles).optional().meta({ description: 'The role that answers it, where one is named.' }),
  })
  .meta({
    id: 'planCriterion',
    description: 'What a gate asks. A measure has operator, threshold and source; a checklist item has none of them.',
  });

export const gateShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    guards: z.enum(guardedVerbs).meta({ description: 'The step of the release that this gate stands before.' }),
    due: timeText.optional(),
    decidedBy: z.enum(decidingRoles).optional().meta({ description: 'The role that decides the gate.' }),
    criteria: z.array(criterionShape).default([]),
  })
  .meta({ id: 'planGate', description: 'A gate as asked. Whether it has passed is decided by people, never by a file.' });
