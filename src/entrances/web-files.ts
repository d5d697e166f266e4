import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const root = fileURLToPath(new URL('../../dist/web/', import.meta.url));

const notBuilt =
  '<!doctype html><html lang="en"><title>Interlock</title><p>The web app is not built. Run <code>npm run build</code>.</p></html>';

/**
 * The web app. `/assets/*` is immutable by its hash and answers 404 when it is gone, never the index page; every other address is the app's own and
 * answers with the index, whose nonce is the one of this reply's content security policy.
 */
export async function mountWeb(server: FastifyInstance): Promise<void> {
  const built = existsSync(`${root}index.html`);
  const index = built ? await readFile(`${root}index.html`, 'utf8') : notBuilt;
  if (built) {
    await server.register(fastifyStatic, {
      root: `${root}assets/`,
      prefix: '/assets/',
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
      decorateReply: false,
      index: false,
    });
  }
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
