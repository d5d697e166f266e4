import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Actor } from '../actor.ts';
import type { AnyOperation } from '../contract.ts';
import { uuidv7 } from '../ids.ts';
import { defineRefusals, type Outcome, type Refusal, refuse, refused, statusOf } from '../refusal.ts';
import type { Services } from '../services.ts';
import { notYetSignedIn } from '../signed-in.ts';
import type { Call } from '../transact.ts';
import { apiPrefix } from './api-prefix.ts';
import { cookieName, sessionCookie } from './cookies.ts';
import { refusalOfFault, refuseUnstorable } from './faults.ts';
import { bodyOf, closeUnread, fewAtOnce, fileRefusals, takeFiles } from './file-body.ts';
import { header, isForged } from './forged.ts';
import { readJsonBodies } from './json-body.ts';
import { limitRequests, strangersTooMany, tooMany } from './limits.ts';
import { problemOf } from './problem.ts';
import { refuseDeletion } from './refuse-deletion.ts';
import { actedAs, changes, sayRefused } from './refused-requests.ts';
import { type Answer, ceremonyIn, type Raw, type Route } from './route.ts';
import { reasonCodeIn, repeatOf, versionIn } from './said-in-headers.ts';
import { fieldsOf, viewAsked, viewOf } from './view-asked.ts';

/** Sent by a page that refreshes itself: such requests do not keep a session from idling out (Annex 11 draft, 11.8). */
export const backgroundHeader = 'interlock-background';

const no = defineRefusals('foundation', {
  forged: {
    kind: 'forbidden',
    says: () => 'The request came from another site.',
    remedy: 'Open Interlock itself and do it there.',
  },
  'not-json': {
    kind: 'malformed',
    says: (f: { cause: string }) => `The body cannot be read: ${f.cause}`,
    remedy: 'Send UTF-8 JSON with content type application/json.',
  },
  'too-large': {
    kind: 'tooLarge',
    says: () => 'The body is larger than this operation takes.',
    remedy: 'Send less at once; the limits are in the API guide.',
  },
  'no-such-address': {
    kind: 'notFound',
    says: () => 'There is nothing at this address.',
    remedy: 'Look at openapi.json for the operations there are.',
  },
  'version-required': {
    kind: 'preconditionRequired',
    says: () => 'A change says which version of the record it was made on.',
    remedy: 'Send the ETag of the record that you saw in If-Match.',
  },
});

export type ServerOptions = {
  readonly routes: readonly Route[];
  readonly ratePerMinute: number;
  readonly trustProxy: boolean;
  /** Adds what is not an operation: static files, SSE, metrics. */
  readonly extend?: (server: FastifyInstance) => Promise<void>;
};

export async function buildServer(app: Services, options: ServerOptions): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = app.log;
  const server: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: 1_000_000,
    forceCloseConnections: true,
    genReqId: () => uuidv7(),
    routerOptions: { maxParamLength: 200 },
    // An address that is no UTF-8 reaches no hook and no handler; it is answered like every other that names nothing.
    frameworkErrors: (_error, request, reply) => sendRefusals(reply, request, [no['no-such-address']({})]),
  });

  server.addHook('onRequest', async (request, reply) => {
    reply.raw.setHeader('x-request-id', request.id);
    request.cspNonce = randomBytes(16).toString('base64');
    // Helmet asks its directives with Node's request, not with the framework's.
    Reflect.set(request.raw, 'cspNonce', request.cspNonce);
  });
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", (request: object) => ('cspNonce' in request ? `'nonce-${String(request.cspNonce)}'` : '')],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: app.settings.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  await server.register(cookie);
  readJsonBodies(server);
  // Only an operation finds out whether a credential is one; everything else is counted by its address.
  const session = cookieName(sessionCookie, app.settings.secure);
  await limitRequests(server, options.ratePerMinute, (request) =>
    request.url.startsWith(apiPrefix) ? (header(request, 'authorization') ?? request.cookies[session] ?? null) : null,
  );
  server.setErrorHandler(async (error, request, reply) => answerFault(app, error, request, reply));
  server.setNotFoundHandler(async (request, reply) => {
    const whoAsks = () => identify(app, request, reply);
    const kept = await refuseDeletion(app, request, whoAsks);
    // Who tries what there is not is named in the log.
    if (request.method !== 'DELETE' && changes(request) && request.url.startsWith(`${apiPrefix}/`)) await whoAsks();
    return sendRefusals(reply, request, kept ?? [no['no-such-address']({})]);
  });

  for (const route of options.routes.filter(({ operation }) => operation.takesFile === undefined)) mount(app, server, route);
  await server.register(async (scope) => {
    takeFiles(scope);
    for (const route of options.routes.filter(({ operation }) => operation.takesFile !== undefined)) mount(app, scope, route);
  });
  await options.extend?.(server);
  return server;
}

function mount(app: Services, server: FastifyInstance, route: Route): void {
  const { operation } = route;
  server.route({
    method: operation.method,
    url: apiPrefix + operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: route.bodyLimit,
    handler: async (request, reply) => {
      const outcome = await answer(app, route, request, reply);
      if (!outcome.ok) {
        closeUnread(operation, request, reply);
        return sendRefusals(reply, request, outcome.refusals);
      }
      return sendAnswer(app, route, outcome.value, reply);
    },
  });
}

async function answer(
  app: Services,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Outcome<Answer<unknown>>> {
  const { operation } = route;
  const identified = await identify(app, request, reply);
  if (!identified.ok) return identified;
  const narrowed = await app.ports.narrow(app, identified.value, viewAsked(operation, request));
  if (!narrowed.ok) return narrowed;
  const { actor } = narrowed.value;
  const unsafe = operation.method !== 'GET';
  if (unsafe && actor.via !== 'token' && isForged(request)) return refuse(no.forged({}));
  const closed = closedTo(app, actor, operation);
  if (closed.length > 0) {
    // Somebody who lost the right between being shown and signing: the attempt stands in the trail like one that the act refuses.
    const attempt = { app, actor, requestId: request.id, ifVersion: null, idempotency: null, ...ceremonyIn(request.body) };
    if (actor.kind === 'person' && actor.via === 'session') await app.ports.refused(attempt, closed);
    return refused(closed);
  }
  const seen = versionIn(request);
  if (!seen.ok) return seen;
  if (operation.versioned && seen.value === null) return refuse(no['version-required']({}));
  const why = reasonCodeIn(request);
  if (!why.ok) return why;
  const { body, file } = bodyOf(request);
  const unfit = [...fileRefusals(operation, request), ...refuseUnstorable(request.params, request.query, body)];
  if (unfit.length > 0) return refused(unfit);
  const call: Call = {
    app,
    actor,
    requestId: request.id,
    ifVersion: seen.value,
    idempotency: repeatOf(operation, request),
    ...why.value,
  };
  const asked: Raw = {
    call,
    params: request.params,
    query: { ...fieldsOf(request.query), ...narrowed.value.query },
    body,
    file,
    address: request.ip,
    userAgent: header(request, 'user-agent') ?? '',
    cookie: (name) => request.cookies[cookieName(name, app.settings.secure)] ?? null,
  };
  const outcome = await (operation.takesFile === undefined ? route.run(asked) : fewAtOnce(call, () => route.run(asked)));
  if ((!unsafe || operation.reads === true) && outcome.ok)
    await app.ports.viewed(call, viewOf(operation, request, isBackground(request)));
  return outcome;
}

const isBackground = (request: FastifyRequest): boolean => header(request, backgroundHeader) !== null;

/** Why an operation is not open to somebody, by its right alone. */
function closedTo(app: Services, actor: Actor, door: AnyOperation): readonly Refusal[] {
  const { right } = door;
  if (right === 'public') return [];
  const unknown = notYetSignedIn(actor, door);
  if (unknown.length > 0 || right === 'signed-in' || right === 'signing-in') return unknown;
  return app.ports.authority.may(actor, right, null);
}

/** Who sent it. A rotated session's new cookie goes out with whatever the answer is. */
export async function identify(
  app: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  background = isBackground(request),
): Promise<Outcome<Actor>> {
  const authorization = header(request, 'authorization');
  const bearer = authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : null;
  const found = await app.ports.authenticate({
    cookie: request.cookies[cookieName(sessionCookie, app.settings.secure)] ?? null,
    bearer,
    address: request.ip,
    background,
  });
  if ('refusal' in found || found.actor.via === 'none') {
    const toWait = await strangersTooMany(request, reply);
    if (toWait.length > 0) return refused(toWait);
  }
  if ('refusal' in found) return refuse(found.refusal);
  if (found.setCookie !== undefined) void reply.header('set-cookie', found.setCookie);
  actedAs(request, found.actor);
  return { ok: true, value: found.actor };
}

function sendAnswer(app: Services, route: Route, value: Answer<unknown>, reply: FastifyReply): FastifyReply {
  void reply.code(route.operation.status).header('cache-control', 'no-store');
  if (value.etag !== undefined) void reply.header('etag', `"${value.etag}"`);
  for (const one of value.cookies ?? []) void reply.header('set-cookie', one);
  for (const [name, text] of Object.entries(value.headers ?? {})) void reply.header(name, text);
  if (value.stream !== undefined) {
    if (value.headers?.['content-disposition'] === undefined)
      void reply.header('content-disposition', `attachment; filename="${value.stream.fileName}"`);
    return reply.type(value.stream.contentType).send(Readable.from(value.stream.lines));
  }
  if (route.operation.status === 204) return reply.send();
  const body = JSON.stringify(value.body);
  if (app.settings.checkReplies) {
    const checked = route.operation.reply.safeParse(JSON.parse(body));
    if (!checked.success) throw new Error(`${route.operation.id} answered what it never declared: ${checked.error.message}`);
  }
  return reply.type('application/json; charset=utf-8').send(body);
}

export function sendRefusals(reply: FastifyReply, request: FastifyRequest, refusals: readonly Refusal[]): FastifyReply {
  sayRefused(request, refusals);
  const problem = problemOf(refusals, request.id);
  return reply
    .code(statusOf(refusals))
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

/** Fastify's own errors become refusals; everything else is a fault: logged once with its cause, shown as an id. */
function answerFault(app: Services, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  const cause = error instanceof Error ? error.message : String(error);
  if (status === 429) return sendRefusals(reply, request, [tooMany()]);
  if (status === 413) return sendRefusals(reply, request, [no['too-large']({})]);
  if (typeof status === 'number' && status >= 400 && status < 500)
    return sendRefusals(reply, request, [no['not-json']({ cause })]);
  const known = refusalOfFault(error);
  if (known !== null) {
    app.log.warn({ err: error, requestId: request.id }, 'the database did not do its part');
    return sendRefusals(reply.header('retry-after', '3'), request, [known]);
  }
  app.log.error({ err: error, requestId: request.id, method: request.method, url: request.routeOptions.url }, 'a request failed');
  const problem = {
    type: 'about:blank',
    title: 'Something failed',
    status: 500,
    detail: `Something failed on our side. Its number is ${request.id}.`,
    instance: request.id,
    refusals: [],
  };
  return reply.code(500).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

declare module 'fastify' {
  interface FastifyRequest {
    cspNonce: string;
  }
}
