import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { cosignCheckpoint } from '../acts/cosign-checkpoint.ts';
import { readAddCheckpoint } from '../core/witness.ts';

/** 63 hashes and a note with a hundred signatures are some 20 kB. */
const mostBytes = 64_000;

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part: Buffer = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > mostBytes) return null;
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

type Answer = { readonly status: number; readonly type: string; readonly text: string };
const plain = (status: number, text: string): Answer => ({ status, type: 'text/plain; charset=utf-8', text });

async function answerTo(folder: string, request: IncomingMessage, now: Date): Promise<Answer> {
  if (request.url !== '/add-checkpoint') return plain(404, 'A witness answers to POST /add-checkpoint.\n');
  if (request.method !== 'POST') return plain(405, 'A checkpoint is sent with POST.\n');
  const body = await bodyOf(request);
  if (body === null) return plain(413, `A request has at most ${mostBytes} bytes.\n`);
  const read = readAddCheckpoint(body);
  if ('unreadable' in read) return plain(400, `The request cannot be read: ${read.unreadable}.\n`);
  const cosigned = await cosignCheckpoint(folder, read, now);
  if (cosigned.status === 200) return plain(200, cosigned.line ?? '');
  if (cosigned.status === 409) return { status: 409, type: 'text/x.tlog.size', text: `${cosigned.size}\n` };
  return plain(cosigned.status, `${cosigned.says}\n`);
}

/** The HTTP side of a witness (C2SP tlog-witness). Whoever reaches it can ask; only checkpoints that a known log signed are heard. */
export function witnessServer(folder: string, now: () => Date, tell: (line: string) => void): Server {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, type, text } = await answerTo(folder, request, now()).catch((error: unknown) => {
      tell(`failed: ${error instanceof Error ? error.message : String(error)}`);
      return plain(500, 'This witness cannot answer now; whoever runs it finds the cause on its console.\n');
    });
    if (status !== 500) tell(`${request.method} ${request.url} ${status}${status === 200 ? '' : `: ${text.trim()}`}`);
    response.writeHead(status, { 'content-type': type }).end(text);
  };
  return createServer({ requestTimeout: 15_000 }, (request, response) => void respond(request, response));
}
