import {
  type AnyOperation,
  type BodySentOf,
  type ParamsOf,
  type Problem,
  problemShape,
  type QuerySentOf,
  type ReplyOf,
} from '../contract.ts';

/** The typed client: shapes come from the contracts, so that a call that the server would not understand does not compile. */
export type CallOptions<O extends AnyOperation> = {
  readonly params?: ParamsOf<O>;
  readonly query?: QuerySentOf<O>;
  readonly body?: BodySentOf<O>;
  /** Where the operation takes a file. */
  readonly file?: Blob;
  /** Version that was seen, for If-Match. */
  readonly version?: number;
  readonly idempotencyKey?: string;
  /** Why, as a word of the list. */
  readonly reasonCode?: string | undefined;
  readonly signal?: AbortSignal;
};

export type Answered<T> =
  | { readonly ok: true; readonly value: T; readonly version: number | null; readonly setCookies: readonly string[] }
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

export type Transport = {
  /** Empty in the browser (same origin), `http://host:port` elsewhere. */
  readonly baseUrl: string;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
};

const fill = (path: string, params: Readonly<Record<string, unknown>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));

/** The address of an operation, as it is called. */
export function addressOf<O extends AnyOperation>(operation: O, options: CallOptions<O>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== '')
      query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const search = query.size === 0 ? '' : `?${query}`;
  return `/api/v1${fill(operation.path, Object.fromEntries(Object.entries(options.params ?? {})))}${search}`;
}

const unreadable = (status: number, detail: string): Problem => ({
  type: 'about:blank',
  title: status === 0 ? 'The server cannot be reached' : 'The server answered something unreadable',
  status,
  detail,
  instance: '',
  refusals: [],
});

function problemIn(status: number, text: string): Problem {
  try {
    const parsed = problemShape.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : unreadable(status, text.slice(0, 300));
  } catch {
    return unreadable(status, text.slice(0, 300));
  }
}

/** What an answer says: a file is its own text. */
const valueIn = (operation: AnyOperation, text: string): unknown => {
  if (operation.streams !== undefined) return text;
  return text === '' ? null : JSON.parse(text);
};

/** What is sent along, and what is sent: a file as it is, all else as JSON. */
function sentWith<O extends AnyOperation>(transport: Transport, operation: O, options: CallOptions<O>) {
  const { body, file, version, idempotencyKey, reasonCode } = options;
  const headers: Record<string, string> = { accept: operation.streams ?? 'application/json', ...transport.headers() };
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  if (reasonCode !== undefined) headers['reason-code'] = reasonCode;
  if (file !== undefined) return { headers: { ...headers, 'content-type': 'application/octet-stream' }, body: file };
  if (operation.method === 'GET' || body === undefined) return { headers };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Calls one operation. A problem is an answer, not an exception; a network that is away is status 0. */
export async function callOperation<O extends AnyOperation>(
  transport: Transport,
  operation: O,
  options: CallOptions<O> = {},
): Promise<Answered<ReplyOf<O>>> {
  let response: Response;
  try {
    response = await transport.fetch(transport.baseUrl + addressOf(operation, options), {
      method: operation.method,
      ...sentWith(transport, operation, options),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      credentials: 'same-origin',
    });
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, status: 0, problem: unreadable(0, transport.baseUrl === '' ? why : `${transport.baseUrl}: ${why}`) };
  }
  const text = await response.text();
  if (!response.ok) return { ok: false, status: response.status, problem: problemIn(response.status, text) };
  const etag = /"(\d+)"/.exec(response.headers.get('etag') ?? '')?.[1];
  const parsed = operation.reply.safeParse(valueIn(operation, text));
  if (!parsed.success)
    return { ok: false, status: response.status, problem: unreadable(response.status, parsed.error.message.slice(0, 300)) };
  // The generic reply type of `O` is what this very schema has parsed; the compiler cannot join the two.
  const value = parsed.data as ReplyOf<O>;
  return { ok: true, value, version: etag === undefined ? null : Number(etag), setCookies: response.headers.getSetCookie() };
}

/** The file of an operation that streams one, byte for byte: text or not. A refusal is an answer, as everywhere. */
export async function fetchFile<O extends AnyOperation>(
  transport: Transport,
  operation: O,
  options: CallOptions<O> = {},
): Promise<Answered<Blob>> {
  let response: Response;
  try {
    response = await transport.fetch(transport.baseUrl + addressOf(operation, options), {
      headers: { accept: operation.streams ?? 'application/json', ...transport.headers() },
      credentials: 'same-origin',
    });
    if (!response.ok) return { ok: false, status: response.status, problem: problemIn(response.status, await response.text()) };
    return { ok: true, value: await response.blob(), version: null, setCookies: response.headers.getSetCookie() };
  } catch (error) {
    return { ok: false, status: 0, problem: unreadable(0, error instanceof Error ? error.message : String(error)) };
  }
}
