import { z } from 'zod';
import { keyText, lineText, timeText } from './plan-scalars.ts';
import { criterionTypes, decidingRoles, guardedVerbs, operators, recordingRoles } from './plan-words.ts';

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
    responsible: z
      .enum(recordingRoles)
      .optional()
      .meta({ description: 'The role that records its result; whoever may where left out.' }),
    evidence: lineText(500).optional().meta({ description: 'What must be shown with a green result.' }),
    fact: lineText(120).optional().meta({ description: 'fact: the name of what the house measures.' }),
    wants: lineText(200).optional().meta({ description: 'fact: what it must be where it is no number; true where left out.' }),
    expression: lineText(1000)
      .optional()
      .meta({ description: 'expression: what is computed from the other criteria of the gate and from facts.' }),
    critical: z
      .boolean()
      .default(false)
      .meta({ description: 'A value that a person types counts once another person has entered the same.' }),
    checker: keyText.optional().meta({ description: 'external: key of the machine that answers it by a signed message.' }),
    answerHours: z
      .int()
      .min(1)
      .max(720)
      .optional()
      .meta({ description: 'external: how many hours the machine has for an answer.' }),
  })
  .meta({
    id: 'planCriterion',
    description: 'What a gate asks. A measure has operator and threshold, a checklist item has neither.',
  });

export const gateShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    guards: z.enum(guardedVerbs).meta({ description: 'The step of the release that this gate stands before.' }),
    due: timeText.optional(),
    deciders: z.array(z.enum(decidingRoles)).min(1).meta({ description: 'The roles that may decide the gate.' }),
    greenHours: z
      .int()
      .min(1)
      .max(2160)
      .optional()
      .meta({ description: 'For how many hours all criteria must have been green without break before it can pass.' }),
    criteria: z.array(criterionShape).default([]),
  })
  .meta({
    id: 'planGate',
    description:
      'A gate as asked, its criteria in the order in which they are shown. Whether it has passed is decided by people, never by a file.',
  });
