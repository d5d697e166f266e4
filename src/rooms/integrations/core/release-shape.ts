import { z } from 'zod';
import { gateShape } from './gate-shape.ts';
import { emailText, keyText, lineText, proseText, timeOrNoneText, timeText, zoneText } from './plan-scalars.ts';
import { applicationRoles, phaseKinds, releaseClasses, releaseKinds } from './plan-words.ts';

export const phaseShape = z
  .strictObject({ key: keyText, name: lineText(200), kind: z.enum(phaseKinds), start: timeText, end: timeText })
  .meta({ id: 'planPhase' });

export const milestoneShape = z.strictObject({ key: keyText, name: lineText(200), at: timeText }).meta({ id: 'planMilestone' });

export const releaseApplicationShape = z
  .strictObject({
    key: keyText.meta({ description: 'Key of the application.' }),
    role: z.enum(applicationRoles),
    version: lineText(100).optional().meta({ description: 'In quotes: "1.10".' }),
  })
  .meta({ id: 'planReleaseApplication' });

export const goLiveShape = z
  .strictObject({
    start: timeText,
    end: timeText,
    backOutMinutes: z
      .int()
      .min(0)
      .max(20_160)
      .optional()
      .meta({ description: 'Time to back out, counted after the end. Unknown where left out.' }),
    zone: zoneText.optional(),
  })
  .meta({ id: 'planGoLive', description: 'When the release goes live; half-open.' });

export const releaseShape = z
  .strictObject({
    key: keyText.meta({ description: 'The name of the release inside plan files, such as lims-2027-1.' }),
    name: lineText(200),
    kind: z.enum(releaseKinds),
    class: z.enum(releaseClasses),
    unit: keyText,
    owner: emailText.optional().meta({ description: 'The accountable owner.' }),
    summary: proseText.optional(),
    parent: keyText.optional().meta({ description: 'Key of the enterprise release that it is part of.' }),
    applications: z.array(releaseApplicationShape).default([]),
    phases: z.array(phaseShape).default([]),
    milestones: z.array(milestoneShape).default([]),
    goLive: goLiveShape.optional(),
    warrantyEnd: timeOrNoneText.optional().meta({
      description: 'When the warranty ends; the end of the last warranty phase where left out, and no end at all with `none`.',
    }),
    gates: z.array(gateShape).default([]),
  })
  .meta({ id: 'planRelease', description: 'A release as planned. Its state is never in a file: people decide it.' });
