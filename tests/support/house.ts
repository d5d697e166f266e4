import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { type House, type HouseOptions, openHouse } from '../../src/entrances/house.ts';
import type { Actor } from '../../src/foundation/actor.ts';
import { handClock } from '../../src/foundation/clock.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import type { Call } from '../../src/foundation/transact.ts';
import { type Builders, builders } from './builders.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';
import type { HttpOptions, HttpReply, Method, Sender } from './http.ts';
import { asSigned, readyToSign } from './signing.ts';

export type { HttpOptions, HttpReply, Sender };

export type TestHouse = House &
  Builders & {
    readonly database: TestDatabase;
    readonly clock: ReturnType<typeof handClock>;
    /** The call of an actor, for acts that are tested without HTTP. */
    readonly callAs: (actor: Actor, more?: Partial<Call>) => Call;
    /** In-process HTTP as somebody: sends JSON, parses JSON, carries If-Match. */
    readonly http: (as: Sender, method: Method, path: string, options?: HttpOptions) => Promise<HttpReply>;
    /** Goes through the ceremony of a signed step and answers what to send: for tests in which the step itself races or comes late. */
    readonly signed: (as: Sender, path: string, options: HttpOptions) => Promise<HttpOptions>;
  };

/** 2026-11-24 noon in UTC, a Tuesday. */
export const testNow = new Date('2026-11-24T12:00:00.000Z');

export async function startTestHouse(options: Partial<HouseOptions> = {}): Promise<TestHouse> {
  const database = await cloneDatabase();
  const clock = handClock(testNow);
  const house = await openHouse({
    databaseUrl: database.appUrl,
    clock,
    log: pino({ level: process.env.INTERLOCK_TEST_LOG ?? 'fatal' }),
    settings: { build: 'test', checkReplies: true, secure: false, publicUrl: 'http://localhost' },
    secretsKeys: [Buffer.alloc(32, 7)],
    ratePerMinute: 100_000,
    trustProxy: false,
    poolSize: 8,
    runJobs: false,
    ...options,
  });
  return {
    ...house,
    ...builders(house.app, clock),
    database,
    clock,
    callAs: (actor, more = {}) => ({ app: house.app, actor, requestId: uuidv7(), ifVersion: null, idempotency: null, ...more }),
    http: (as, method, path, more = {}) => sendAsPeopleDo(house, as, method, path, more),
    signed: async (as, path, more) => {
      const ready = await signFirst(house, as, path, more);
      if ('status' in ready) throw new Error(`the ceremony was refused: ${ready.text}`);
      return ready;
    },
    close: async () => {
      await house.close();
      await database.drop();
    },
  };
}

/** As `send`; a signed step with a password in its body is signed first (see `signing.ts`). */
async function sendAsPeopleDo(house: House, as: Sender, method: Method, path: string, options: HttpOptions): Promise<HttpReply> {
  if (method !== 'POST') return send(house, as, method, path, options);
  const ready = await signFirst(house, as, path, options);
  return 'status' in ready ? ready : send(house, as, method, path, ready);
}

function signFirst(house: House, as: Sender, path: string, options: HttpOptions): Promise<HttpReply | HttpOptions> {
  const plain = async (who: Sender, how: 'POST', where: string, more: HttpOptions) => {
    if (who !== null && 'cookie' in who) await readyToSign(house.app, who.cookie);
    return send(house, who, how, where, more);
  };
  return asSigned(plain, as, path, options);
}

/** As the screens do: who says why chooses a word of the list too. An empty header takes it away. */
const kindOfReason = (body: unknown): Readonly<Record<string, string>> =>
  typeof body === 'object' && body !== null && 'reason' in body ? { 'reason-code': 'other' } : {};

async function send(house: House, as: Sender, method: Method, path: string, options: HttpOptions): Promise<HttpReply> {
  const credentials =
    as === null ? {} : 'cookie' in as ? { cookie: `interlock_session=${as.cookie}` } : { authorization: `Bearer ${as.token}` };
  const ifMatch =
    options.ifMatch === undefined
      ? {}
      : { 'if-match': typeof options.ifMatch === 'number' ? `"${options.ifMatch}"` : options.ifMatch };
  const headers = { ...credentials, ...ifMatch, ...kindOfReason(options.body), ...options.headers };
  const reply = await house.server.inject({
    method,
    url: `/api/v1${path}`,
    headers,
    ...(options.body === undefined
      ? options.file === undefined
        ? {}
        : { payload: options.file, headers: { 'content-type': 'application/octet-stream', ...headers } }
      : {
          payload: JSON.stringify(options.body),
          headers: { 'content-type': 'application/json', ...headers },
        }),
  });
  const json = /[/+]json/.test(String(reply.headers['content-type'] ?? ''));
  return { status: reply.statusCode, body: json ? JSON.parse(reply.body) : null, headers: reply.headers, text: reply.body };
}

/** Opens one house for the tests of a file and closes it after them. */
export function useHouse(options: Partial<HouseOptions> = {}): () => TestHouse {
  let house: TestHouse | null = null;
  beforeAll(async () => {
    house = await startTestHouse(options);
  });
  afterAll(async () => {
    await house?.close();
  });
  return () => {
    if (house === null) throw new Error('the house is open only while tests run');
    return house;
  };
}
