import fastify from 'fastify';
import { expect, test } from 'vitest';
import { mountDocuments } from './documents.ts';

test('a guide that names another one links to it, and every link among the guides leads somewhere', async () => {
  const server = fastify();
  await mountDocuments(server);
  const page = async (path: string) => await server.inject({ method: 'GET', url: path });
  const guide = (await page('/docs/user-guide')).body;
  expect(guide).toContain('<a href="/docs/changes">changes</a>');
  const linksOf = (html: string) => [...html.matchAll(/href="(\/docs\/[\w-]+)"/g)].map(([, path = '']) => path);
  const all = [...new Set(linksOf(guide))];
  expect(all.length).toBeGreaterThan(15);
  for (const path of all) {
    const reply = await page(path);
    expect([path, reply.statusCode]).toEqual([path, 200]);
    expect(linksOf(reply.body).filter((link) => !all.includes(link))).toEqual([]);
  }
  await server.close();
});
