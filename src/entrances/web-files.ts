import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { keepAssets } from './kept-assets.ts';

const root = fileURLToPath(new URL('../../dist/web/', import.meta.url));

const notBuilt =
  '<!doctype html><html lang="en"><title>Interlock</title><p>The web app is not built. Run <code>npm run build</code>.</p></html>';

const immutable = 'public, max-age=31536000, immutable';
const takesGzip = (request: FastifyRequest): boolean => /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));

/** Files whose names carry their hash: out of memory; for clients that take nothing compressed, from the disk. */
export async function mountAssets(server: FastifyInstance, folder: string): Promise<void> {
  const kept = await keepAssets(folder);
  await server.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, index: false });
  server.get<{ Params: { file: string } }>('/assets/:file', async (request, reply) => {
    const { file } = request.params;
    const asset = kept.get(file);
    if (asset === undefined) return reply.callNotFound();
    void reply.header('cache-control', immutable).header('vary', 'accept-encoding');
    if (!asset.compressed) return reply.type(asset.type).send(asset.body);
    if (!takesGzip(request)) return reply.sendFile(file);
    return reply.type(asset.type).header('content-encoding', 'gzip').send(asset.body);
  });
}

/**
 * The web app. `/assets/*` is immutable by its hash and answers 404 when it is gone, never the index page; every other address is the app's own and
 * answers with the index, whose nonce is the one of this reply's content security policy.
 */
export async function mountWeb(server: FastifyInstance): Promise<void> {
  const built = existsSync(`${root}index.html`);
  const index = built ? await readFile(`${root}index.html`, 'utf8') : notBuilt;
  if (built) await mountAssets(server, `${root}assets/`);
  const page = async (request: FastifyRequest, reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(index.replaceAll('__NONCE__', request.cspNonce));
  server.get('/', page);
  server.get('/*', async (request, reply) => {
    const wantsPage = (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage || /^\/(api|assets)(\/|$)/.test(request.url)) return reply.callNotFound();
    return page(request, reply);
  });
}
