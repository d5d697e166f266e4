import type { FastifyRequest } from 'fastify';

/** A header that came once; null where it is missing or came twice. */
export const header = (request: FastifyRequest, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};

/** ASVS 5.0 3.5: unsafe requests that carry the cookie must come from our own origin. Browsers always say so; other clients have no ambient cookie. */
export function isForged(request: FastifyRequest): boolean {
  const site = header(request, 'sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  const origin = header(request, 'origin');
  if (origin === null) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.host;
}
