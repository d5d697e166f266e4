import { readdir, readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { marked } from 'marked';
import { openApiOf } from '../foundation/http/openapi.ts';
import { rightsOf } from './house.ts';
import { rooms } from './rooms.ts';

const docs = new URL('../../docs/', import.meta.url);
const captions = async (): Promise<Readonly<Record<string, { caption: string }>>> => {
  const map: { rooms: Record<string, { caption: string }> } = JSON.parse(
    await readFile(new URL('../../rooms.json', import.meta.url), 'utf8'),
  );
  return map.rooms;
};

export async function openApi() {
  const known = await captions();
  return openApiOf(
    rooms.flatMap((room) => room.routes.map((route) => route.operation)),
    rightsOf(rooms),
    rooms.map((room) => ({ name: room.room, caption: known[room.room]?.caption ?? room.room })),
  );
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const pageOf = (title: string, nonce: string, body: string, list: readonly string[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} · Interlock</title>
<style nonce="${nonce}">:root{color-scheme:light dark}body{font:15px/1.6 system-ui,sans-serif;margin:0;display:grid;grid-template-columns:minmax(12rem,16rem) minmax(0,46rem);gap:3rem;padding:2rem}
nav a{display:block;padding:.25rem 0}pre{overflow:auto;padding:.8rem;border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:8px}table{border-collapse:collapse}
td,th{border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.35rem .7rem;text-align:left;vertical-align:top}
a{color:light-dark(#3445ad,#a9b5ff)}@media(max-width:50rem){body{display:block;padding:1rem}}</style></head>
<body><nav aria-label="Guide"><a href="/">Interlock</a>${list.map((name) => `<a href="/docs/${name}">${escapeHtml(titleOf(name))}</a>`).join('')}<a href="/openapi.json">openapi.json</a></nav><main>${body}</main></body></html>`;

const titleOf = (name: string): string => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('-', ' ');

/** The guides under docs/, served by the app itself, and the API's description. They are part of the repository, so their HTML is our own. */
export async function mountDocuments(server: FastifyInstance): Promise<void> {
  const names = (await readdir(docs))
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3))
    .sort();
  const pages = new Map<string, string>();
  for (const name of names) pages.set(name, await marked.parse(await readFile(new URL(`${name}.md`, docs), 'utf8')));
  const description = JSON.stringify(await openApi());
  server.get('/openapi.json', async (_, reply) => reply.type('application/json; charset=utf-8').send(description));
  server.get('/docs', async (_, reply) => reply.redirect('/docs/user-guide'));
  server.get<{ Params: { name: string } }>('/docs/:name', async (request, reply) => {
    const body = pages.get(request.params.name);
    if (body === undefined) return reply.callNotFound();
    return reply.type('text/html; charset=utf-8').send(pageOf(titleOf(request.params.name), request.cspNonce, body, names));
  });
}
