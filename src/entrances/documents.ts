import { readdir, readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
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

/** Made when it is first asked for, and kept: most servers are never asked, and all of it together takes 20 MB. */
function keptOnce(make: (name: string) => Promise<string>): (name: string) => Promise<string> {
  const kept = new Map<string, string>();
  return async (name) => {
    const text = kept.get(name) ?? (await make(name));
    kept.set(name, text);
    return text;
  };
}

async function readPage(name: string): Promise<string> {
  const { marked } = await import('marked');
  const html = await marked.parse(await readFile(new URL(`${name}.md`, docs), 'utf8'));
  // The guides name each other by file, which is a link where they are served.
  return html.replaceAll(/<code>docs\/([\w-]+)\.md<\/code>/g, '<a href="/docs/$1">$1</a>');
}

/** The guides under docs/, served by the app itself, and the API's description. They are part of the repository, so their HTML is our own. */
export async function mountDocuments(server: FastifyInstance): Promise<void> {
  const names = (await readdir(docs))
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3))
    .sort();
  const pages = keptOnce(readPage);
  const descriptions = keptOnce(async () => JSON.stringify(await openApi()));
  server.get('/openapi.json', async (_, reply) =>
    reply.type('application/json; charset=utf-8').send(await descriptions('openapi')),
  );
  server.get('/docs', async (_, reply) => reply.redirect('/docs/user-guide'));
  server.get<{ Params: { name: string } }>('/docs/:name', async (request, reply) => {
    const { name } = request.params;
    if (!names.includes(name)) return reply.callNotFound();
    return reply.type('text/html; charset=utf-8').send(pageOf(titleOf(name), request.cspNonce, await pages(name), names));
  });
}
