import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { mountAssets } from './web-files.ts';

test('the web app’s files come compressed to whom takes that, plain to the others, and 404 when they are gone', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlock-assets-'));
  const script = 'globalThis.answer = 42;';
  await writeFile(path.join(folder, 'app-1a2b.js'), script);
  await writeFile(path.join(folder, 'app-1a2b.js.gz'), gzipSync(script));
  await writeFile(path.join(folder, 'inter-1a2b.woff2'), Buffer.from([1, 2, 3]));
  const server = Fastify();
  await mountAssets(server, `${folder}/`);
  const get = (url: string, encoding: string) => server.inject({ method: 'GET', url, headers: { 'accept-encoding': encoding } });

  const compressed = await get('/assets/app-1a2b.js', 'gzip, br');
  expect(compressed.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  expect(compressed.rawPayload.equals(gzipSync(script))).toBe(true);

  const plain = await get('/assets/app-1a2b.js', 'identity');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.body).toBe(script);
  expect(String(plain.headers['content-type'])).toContain('javascript');

  const font = await get('/assets/inter-1a2b.woff2', 'gzip');
  expect([font.headers['content-type'], font.headers['content-encoding'], [...font.rawPayload]]).toEqual([
    'font/woff2',
    undefined,
    [1, 2, 3],
  ]);

  for (const gone of ['/assets/app-9z9z.js', '/assets/..%2f..%2fpackage.json', '/assets/app-1a2b.js.gz', '/assets/']) {
    expect((await get(gone, 'gzip')).statusCode, gone).toBe(404);
  }
  await server.close();
  await rm(folder, { recursive: true });
});
