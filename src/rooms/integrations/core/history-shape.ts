import { z } from 'zod';
import { keyText, lineText, proseText, timeText } from './plan-scalars.ts';
import { historyKinds } from './plan-words.ts';

export const sourceTimeShape = z
  .strictObject({ name: lineText(80).meta({ description: 'What happened, in the words of the source.' }), at: timeText })
  .meta({ id: 'planSourceTime' });

export const historyShape = z
  .strictObject({
    key: keyText,
    kind: z.enum(historyKinds),
    application: keyText,
    version: lineText(100).optional().meta({ description: 'In quotes: "1.10".' }),
    title: lineText(300).optional(),
    source: lineText(300).meta({ description: 'Where it is recorded.' }),
    sourceTime: timeText.meta({
      description: 'When it happened, by the source. Data, never the time of an entry in the ledger.',
    }),
    times: z.array(sourceTimeShape).default([]).meta({ description: 'Further times of the source.' }),
    note: proseText.optional(),
  })
  .meta({
    id: 'planHistory',
    description: 'What another system recorded. Marked imported; never a decision, an approval or a green gate.',
  });
