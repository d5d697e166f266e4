import { z } from 'zod';
import { emailText, keyText, lineText, proseText } from './plan-scalars.ts';
import { criticalities, dependencyTypes, lifecycleStages, unknown } from './plan-words.ts';

export const unitShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    parent: keyText.optional().meta({ description: 'Key of the unit above; none for the top of a tree.' }),
  })
  .meta({ id: 'planUnit', description: 'A unit of the organisation.' });

const relevance = z.union([z.boolean(), z.literal(unknown)]).default(unknown);

export const applicationShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    unit: keyText,
    owner: emailText.optional(),
    criticality: z.enum([...criticalities, unknown]).default(unknown),
    gxp: relevance.meta({ description: 'Subject to GxP.' }),
    sox: relevance.meta({ description: 'Subject to SOX.' }),
    technology: lineText(200).optional(),
    lifecycleStage: z.enum([...lifecycleStages, unknown]).default(unknown),
    description: proseText.optional(),
  })
  .meta({ id: 'planApplication', description: 'An application. What is left out stays unknown.' });

export const dependencyShape = z
  .strictObject({
    from: keyText.meta({ description: 'The application that needs the other.' }),
    to: keyText.meta({ description: 'The application that is needed.' }),
    type: z.enum(dependencyTypes),
    note: proseText.optional(),
  })
  .meta({ id: 'planDependency', description: 'One application depends on another.' });
