import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import type { Outcome, Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { apiPrefix } from './api-prefix.ts';
import { isForged } from './forged.ts';

/** A DELETE that is no operation, by somebody who is signed in: whoever keeps the records says why nothing goes. Null: nothing is at this address. */
export async function refuseDeletion(
  app: Services,
  request: FastifyRequest,
  identify: () => Promise<Outcome<Actor>>,
): Promise<readonly Refusal[] | null> {
  if (request.method !== 'DELETE' || !request.url.startsWith(`${apiPrefix}/`)) return null;
  const identified = await identify();
  if (!identified.ok) return identified.refusals;
  const actor = identified.value;
  const signedIn = actor.via === 'token' || (actor.via === 'session' && !isForged(request));
  if (!signedIn) return null;
  const call = { app, actor, requestId: request.id, ifVersion: null, idempotency: null };
  return app.ports.deletionAsked(call, request.url.slice(apiPrefix.length));
}
