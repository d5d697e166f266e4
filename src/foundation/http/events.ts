import type { Writable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import type { News } from '../live.ts';
import { defineRefusals } from '../refusal.ts';
import type { Services } from '../services.ts';
import { notYetSignedIn } from '../signed-in.ts';
import { apiPrefix } from './api-prefix.ts';
import { identify, sendRefusals } from './server.ts';

const no = defineRefusals('foundation', {
  'too-many-streams': {
    kind: 'tooMany',
    says: () => 'You have too many live windows open.',
    remedy: 'Close a window; each person may have twenty.',
  },
});

const streamsPerActor = 20;
const heartbeatMs = 15_000;

/** Whether the actor may hear of it: the right to read that kind of record, or to hear of it, in one of the record's units. */
function mayHear(app: Services, actor: Actor, news: News): boolean {
  const kind = app.subjects.get(news.subjectKind);
  if (kind === undefined) return false;
  const right = kind.newsRight ?? kind.readRight;
  if (news.unitIds.length === 0) return app.ports.authority.may(actor, right, null).length === 0;
  const reach = app.ports.authority.reach(actor, right);
  return reach === 'all' || news.unitIds.some((unit) => reach.has(unit));
}

const frame = (news: News): string =>
  `id: ${news.position}\nevent: news\ndata: ${JSON.stringify({
    topic: news.topic,
    at: news.at.toISOString(),
    subject: { kind: news.subjectKind, id: news.subjectId, key: news.subjectKey },
    version: news.version,
  })}\n\n`;

/**
 * Live news as server-sent events (HTML Living Standard 9.2): resumed by Last-Event-ID; `reload` tells the reader that too much was missed.
 * The reader's rights are asked again with each heartbeat, so that a withdrawn session falls silent within 15 s, and at once when there is news of them.
 */
export function mountEvents(app: Services, server: FastifyInstance): void {
  const open = new Map<string, number>();
  server.get(`${apiPrefix}/events`, async (request, reply) => {
    // In the background: the reply is hijacked, so a rotated session's cookie could not go out with it.
    const identified = await identify(app, request, reply, true);
    if (!identified.ok) return sendRefusals(reply, request, identified.refusals);
    const actor = identified.value;
    const unknown = notYetSignedIn(actor);
    if (unknown.length > 0) return sendRefusals(reply, request, unknown);
    const streams = open.get(actor.id) ?? 0;
    if (streams >= streamsPerActor) return sendRefusals(reply, request, [no['too-many-streams']({})]);
    open.set(actor.id, streams + 1);
    await stream(app, request, reply, actor, () => open.set(actor.id, (open.get(actor.id) ?? 1) - 1));
    return reply;
  });
}

/** Texts that wait for a reader who does not read them; more than this and the connection ends, to be resumed by Last-Event-ID. */
export const unreadAtMost = 1_000_000;

/** Writes to a stream while its reader keeps up: one who never reads must not fill the memory of the server. */
export const writerTo =
  (out: Pick<Writable, 'writableEnded' | 'writableLength' | 'write' | 'destroy'>) =>
  (text: string): void => {
    if (out.writableEnded) return;
    if (out.writableLength > unreadAtMost) out.destroy();
    else out.write(text);
  };

async function stream(
  app: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  first: Actor,
  closed: () => void,
): Promise<void> {
  let actor = first;
  reply.hijack();
  const out = reply.raw;
  out.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  out.write('retry: 2000\n\n');
  const write = writerTo(out);
  const checkReader = (): void => {
    app.ports
      .stillThere(actor)
      .then((again) => {
        if (again === null) return void out.end('event: signed-out\ndata: {}\n\n');
        actor = again;
        write(': alive\n\n');
      })
      .catch((error: unknown) =>
        app.log.warn({ err: error }, 'live stream: the reader could not be checked; next heartbeat tries again'),
      );
  };
  const tell = (news: readonly News[]): void => {
    for (const one of news) if (mayHear(app, actor, one)) write(frame(one));
    // News about the reader: their rights or their session may have ended, so they are asked again now.
    if (news.some((one) => one.subjectId === actor.id)) checkReader();
  };
  const early: News[] = [];
  let replayed = false;
  const stop = app.live.subscribe((news) => {
    if (replayed) tell(news);
    else early.push(...news);
  });
  const heartbeat = setInterval(checkReader, heartbeatMs);
  heartbeat.unref();
  // Heard before anything is waited for: a reader who leaves at once is forgotten, too.
  request.raw.once('close', () => {
    clearInterval(heartbeat);
    stop();
    closed();
  });
  const last = request.headers['last-event-id'];
  if (typeof last === 'string') {
    const missed = await app.live.since(last);
    if (missed === null) write('event: reload\ndata: {}\n\n');
    else {
      tell(missed);
      const told = new Set(missed.map((news) => news.position));
      early.splice(0, early.length, ...early.filter((news) => !told.has(news.position)));
    }
  }
  replayed = true;
  tell(early);
  write('event: ready\ndata: {}\n\n');
}
