import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { isReadable, readExpression } from '../core/expression/read-expression.ts';

/** What a run answers across threads: plain values only. */
export type RunAnswer = { readonly id: number } & ({ readonly value: number | boolean } | { readonly error: string });

const job = z.object({
  id: z.int(),
  text: z.string(),
  types: z.array(z.tuple([z.string(), z.enum(['double', 'bool', 'string'])])),
  values: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
});

function run({ id, text, types, values }: z.output<typeof job>): RunAnswer {
  const read = readExpression(text, new Map(types));
  if (!isReadable(read)) return { id, error: read.faults[0]?.says ?? 'it cannot be read' };
  try {
    const value = read.run(values);
    if (typeof value === 'boolean') return { id, value };
    const number = Number(value);
    return Number.isFinite(number) ? { id, value: number } : { id, error: 'it gives no finite number' };
  } catch (error) {
    return { id, error: error instanceof Error && 'summary' in error ? String(error.summary) : 'it cannot be computed' };
  }
}

parentPort?.on('message', (message: unknown) => {
  const asked = job.safeParse(message);
  if (asked.success) parentPort?.postMessage(run(asked.data));
});
parentPort?.postMessage('ready');
