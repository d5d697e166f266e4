import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import { type Refusal, statusOf } from '../refusal.ts';

const acted = new WeakMap<FastifyRequest, Actor>();

/** Who sent a request, once that is known. */
export const actedAs = (request: FastifyRequest, actor: Actor): void => void acted.set(request, actor);

export const changes = (request: FastifyRequest): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(request.method);

/** Somebody else was faster, or the version was left out: what happens to everybody now and then. */
const everyday = [409, 412, 428];
/** What passes by itself: too many at once, or the house is not whole. */
const passing = [429, 503];

/**
 * A security event in the application's log (21 CFR 11.10(e); OWASP ASVS 16.3): a request was refused that would have changed something, or that its sender had no right to.
 * It names who, what and why, and nothing of what was sent: neither body nor query nor headers.
 */
export function sayRefused(request: FastifyRequest, refusals: readonly Refusal[]): void {
  const status = statusOf(refusals);
  if (passing.includes(status) || (!changes(request) && status !== 403)) return;
  const actor = acted.get(request);
  const [path = ''] = request.url.split('?');
  const security = {
    event: 'refused',
    actor: actor === undefined ? null : { id: actor.id, kind: actor.kind, via: actor.via },
    address: request.ip,
    method: request.method,
    path: path.slice(0, 300),
    status,
    codes: refusals.map(({ code }) => code),
  };
  const said = { security, requestId: request.id };
  if (everyday.includes(status)) request.log.info(said, 'a request was refused');
  else request.log.warn(said, 'a request was refused');
}
