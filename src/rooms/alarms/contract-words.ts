import { z } from 'zod';

/** Kept equal to the rows of the machine in `core/alarm-machine.ts`: it is made of these. */
export const alarmStates = ['raised', 'acknowledged', 'passed', 'closed'] as const;
export type AlarmState = (typeof alarmStates)[number];

/** Kept equal to `alarmSeverities` of the foundation: a test compares them. */
export const severities = ['critical', 'high', 'notice'] as const;

export const stepVerbs = ['raise', 'return', 'repeat', 'acknowledge', 'end', 'escalate'] as const;
export type StepVerb = (typeof stepVerbs)[number];

export const person = z.object({ id: z.uuid(), name: z.string() });

/** Kept equal to the machine in `core/suppression-machine.ts`, which is made of these. */
export const suppressionStates = ['requested', 'in-force', 'rejected', 'withdrawn', 'ended'] as const;
export type SuppressionState = (typeof suppressionStates)[number];

export const suppressionVerbs = ['approve', 'reject', 'withdraw', 'end'] as const;
export type SuppressionVerb = (typeof suppressionVerbs)[number];
