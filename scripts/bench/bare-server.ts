// A child of the benchmark: bare node:http and the bare driver, sending the statements that were recorded for each address.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { deserialize } from 'node:v8';
import pg from 'pg';
import { z } from 'zod';

const addresses = z.record(z.string(), z.array(z.object({ text: z.string(), values: z.array(z.unknown()) })));

const [databaseUrl = '', file = ''] = process.argv.slice(2);
const known = addresses.parse(deserialize(await readFile(file)));
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });

const server = createServer((request, response) => {
  const statements = known[request.url ?? ''];
  if (statements === undefined) {
    response.writeHead(404).end();
    return;
  }
  answer(statements).then(
    (body) => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});

async function answer(statements: readonly { readonly text: string; readonly values: unknown[] }[]): Promise<string> {
  const results: unknown[] = [];
  for (const { text, values } of statements) results.push((await pool.query(text, values)).rows);
  return JSON.stringify(results);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.once('disconnect', () => process.exit(0));
