import pg from 'pg';
import { z } from 'zod';
import type { Statement } from './recorder.ts';

const plan = z.array(z.object({ Plan: z.object({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }) }));
const explainable = /^\s*(select|insert|update|delete|with)\b/i;

/** Database buffers that statements touch, as EXPLAIN (ANALYZE, BUFFERS) counts them; all of it is rolled back. */
export async function buffersOf(databaseUrl: string, statements: readonly Statement[]): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    let buffers = 0;
    for (const { text, values } of statements.filter((statement) => explainable.test(statement.text))) {
      const { rows } = await client.query<{ 'QUERY PLAN': unknown }>(`explain (analyze, buffers, format json) ${text}`, [
        ...values,
      ]);
      const [found] = plan.parse(rows[0]?.['QUERY PLAN']);
      buffers += (found?.Plan['Shared Hit Blocks'] ?? 0) + (found?.Plan['Shared Read Blocks'] ?? 0);
    }
    await client.query('rollback');
    return buffers;
  } finally {
    await client.end();
  }
}
