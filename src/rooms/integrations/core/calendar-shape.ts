import { z } from 'zod';
import { durationText, keyText, lineText, localTimeText, proseText, ruleText, timeText, zoneText } from './plan-scalars.ts';
import { criticalities } from './plan-words.ts';

export const spanShape = z
  .strictObject({ start: timeText, end: timeText })
  .meta({ id: 'planSpan', description: 'Half-open: the start belongs to it, the end does not.' });

export const repeatsShape = z
  .strictObject({
    first: localTimeText,
    rule: ruleText,
    lasts: durationText,
  })
  .meta({ id: 'planRepeats', description: 'A recurrence in its own zone; the rule is expanded from `first`.' });

export const scopeShape = z
  .strictObject({
    units: z.array(keyText).default([]),
    applications: z.array(keyText).default([]),
    criticalities: z.array(z.enum(criticalities)).default([]),
    gxpOnly: z.boolean().default(false),
  })
  .meta({ id: 'planScope', description: 'An empty list does not narrow; all of it empty means everything.' });

export const targetShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    daysBefore: z.int().min(0).max(730).meta({ description: 'Calendar days before the window opens.' }),
  })
  .meta({ id: 'planTarget', description: 'An intermediate target of a window, such as scope lock.' });

const time = {
  zone: zoneText.optional().meta({ description: 'The zone of its local times; the zone of the plan where left out.' }),
  once: spanShape.optional(),
  repeats: repeatsShape.optional(),
  scope: scopeShape.optional(),
};

export const windowShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    ...time,
    targets: z.array(targetShape).default([]),
    note: proseText.optional(),
  })
  .meta({ id: 'planWindow', description: 'A release window: `once` or `repeats`, exactly one of them.' });

export const freezeShape = z
  .strictObject({ key: keyText, name: lineText(200), reason: proseText, ...time })
  .meta({ id: 'planFreeze', description: 'A freeze: `once` or `repeats`, exactly one of them.' });
