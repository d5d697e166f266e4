import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AnyOperation } from '../contract.ts';
import { defineRefusals, type Outcome, type Refusal, refuse } from '../refusal.ts';
import type { Call, Services } from '../services.ts';
import { header } from './forged.ts';

const no = defineRefusals('foundation', {
  'not-a-file': {
    kind: 'malformed',
    says: () => 'This operation takes a file, and none came.',
    remedy: 'Send its bytes as the body, with content type application/octet-stream.',
  },
  'file-over-limit': {
    kind: 'tooLarge',
    says: (f: { most: number; sent: number }) => `The file has ${f.sent} bytes; ${f.most} are taken.`,
    remedy: 'Leave out what is not needed, or send it in parts.',
  },
  'too-many-files': {
    kind: 'tooMany',
    says: (f: { most: number }) => `You are sending ${f.most} files already; no more are taken at once.`,
    remedy: 'Wait until one of them has arrived, then send this one again.',
  },
});

/** A file is written aside while it comes: many that are sent slowly fill a disk, and hold a connection each. */
const filesPerActor = 4;
const sending = new WeakMap<Services, Map<string, number>>();

/** Takes a file while its sender sends few. */
export async function fewAtOnce<T>({ app, actor }: Call, take: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const counts = sending.get(app) ?? new Map<string, number>();
  sending.set(app, counts);
  const under = counts.get(actor.id) ?? 0;
  if (under >= filesPerActor) return refuse(no['too-many-files']({ most: filesPerActor }));
  counts.set(actor.id, under + 1);
  try {
    return await take();
  } finally {
    const left = (counts.get(actor.id) ?? 1) - 1;
    if (left === 0) counts.delete(actor.id);
    else counts.set(actor.id, left);
  }
}

const mediaType = 'application/octet-stream';

/** Where a body is a file it is not read here: it goes on as the stream that it is, to whoever takes it. */
export function takeFiles(server: FastifyInstance): void {
  server.addContentTypeParser(mediaType, (_request, payload, done) => done(null, payload));
}

/** Why the body of such an operation is not even looked at. */
export function fileRefusals({ takesFile }: AnyOperation, request: FastifyRequest): readonly Refusal[] {
  if (takesFile === undefined) return [];
  const sent = Number(header(request, 'content-length') ?? 0);
  if (sent > takesFile) return [no['file-over-limit']({ most: takesFile, sent })];
  return request.body instanceof Readable ? [] : [no['not-a-file']({})];
}

async function* nothing(): AsyncGenerator<Buffer> {}

/** The body as JSON was read, or as a file. */
export const bodyOf = (request: FastifyRequest): { readonly body: unknown; readonly file: AsyncIterable<Buffer> } =>
  request.body instanceof Readable
    ? // Whoever stops reading is about to say why: the connection stays until that is said.
      { body: undefined, file: request.body.iterator({ destroyOnReturn: false }) }
    : { body: request.body, file: nothing() };

/** A connection over which more comes than anybody reads is of no use any more. */
export function closeUnread({ takesFile }: AnyOperation, request: FastifyRequest, reply: FastifyReply): void {
  if (takesFile !== undefined && !request.raw.complete) void reply.header('connection', 'close');
}
