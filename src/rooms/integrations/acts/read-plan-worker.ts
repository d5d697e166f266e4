import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { KnownKeys } from '../core/known-in.ts';
import type { PlanFile } from '../core/plan-file.ts';
import type { PlanProblem } from '../core/plan-problem.ts';
import { readPlan } from '../core/read-plan.ts';

/** What a reading answers across threads: plain values only. */
export type ReadInWorker =
  | { readonly ok: true; readonly plan: PlanFile; readonly lines: readonly (readonly [string, number])[] }
  | { readonly ok: false; readonly problems: readonly PlanProblem[]; readonly more: number };

const listed = ['units', 'applications', 'calendars', 'windows', 'freezes', 'releases', 'history'] as const;

/** Reads a plan and notes the line of every record. */
export function readWithLines(text: string, known: KnownKeys): ReadInWorker {
  const read = readPlan(text, {
    units: new Set(known.units),
    applications: new Set(known.applications),
    calendars: new Set(known.calendars),
    releases: new Set(known.releases),
  });
  if (!read.ok) return { ok: false, problems: read.problems, more: read.more };
  return {
    ok: true,
    plan: read.plan,
    lines: listed.flatMap((section) =>
      read.plan[section].map((one) => [`${section} ${one.key}`, read.placeOfRecord(section, one.key).line] as const),
    ),
  };
}

const job = z.object({
  text: z.string(),
  known: z.object({
    units: z.array(z.string()),
    applications: z.array(z.string()),
    calendars: z.array(z.string()),
    releases: z.array(z.string()),
  }),
});

// In the main thread this file is only imported for its function.
if (parentPort !== null) {
  const asked = job.safeParse(workerData);
  if (asked.success) parentPort.postMessage(readWithLines(asked.data.text, asked.data.known));
}
