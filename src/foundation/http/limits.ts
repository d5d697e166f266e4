import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defineRefusals, type Refusal } from '../refusal.ts';

const windowMs = 60_000;
/** Strangers at one address together have this part of what one who is signed in has. */
const strangersShare = 4;

const no = defineRefusals('foundation', {
  'too-many': {
    kind: 'tooMany',
    says: () => 'Too many requests in a short time.',
    remedy: 'Wait as long as Retry-After says.',
  },
});

export const tooMany = (): Refusal => no['too-many']({});

/** Limits of requests a minute: for each credential, for each address without one, and for all strangers of one address together. */
export async function limitRequests(
  server: FastifyInstance,
  perMinute: number,
  credentialOf: (request: FastifyRequest) => string | null,
): Promise<void> {
  await server.register(rateLimit, {
    global: true,
    max: perMinute,
    timeWindow: windowMs,
    keyGenerator: (request) => credentialOf(request) ?? request.ip,
    enableDraftSpec: true,
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
  });
  const limit = server.createRateLimit({
    max: Math.ceil(perMinute / strangersShare),
    timeWindow: windowMs,
    keyGenerator: (request) => `stranger ${request.ip}`,
  });
  server.decorate('strangerLimit', limit);
}

/**
 * Requests of nobody who is known, from one address (ASVS 5.0 6.3.1): counted together whatever credential they made up, so that guessing passwords or
 * tokens buys no new allowance with a new header.
 */
export async function strangersTooMany(request: FastifyRequest, reply: FastifyReply): Promise<readonly Refusal[]> {
  const counted = await request.server.strangerLimit(request);
  if (counted.isAllowed || !counted.isExceeded) return [];
  void reply.header('retry-after', String(counted.ttlInSeconds));
  return [tooMany()];
}

declare module 'fastify' {
  interface FastifyInstance {
    strangerLimit: ReturnType<FastifyInstance['createRateLimit']>;
  }
}
