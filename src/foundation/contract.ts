import { z } from 'zod';
import { prose } from './text.ts';

// In the browser zod would compile its checks with `new Function`, which the content security policy forbids; it tries when the first shape is made, and
// shapes are made in contracts, so it is told here.
if ('document' in globalThis) z.config({ jitless: true });

/**
 * One HTTP operation as data: the server's route, the client's call, the CLI's command, the OpenAPI entry and the rights test are
 * all derived from it. Imported by contracts and the browser, so it knows zod and nothing of the server.
 */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * `public`: anybody; `signed-in`: every person with a session or token; `signing-in`: also who has given a password and owes the rest; else the name of a
 * right on a room's card.
 */
export type RightName = 'public' | 'signed-in' | 'signing-in' | (string & {});

export type Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> = {
  readonly id: string;
  readonly method: Method;
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly right: RightName;
  readonly summary: string;
  readonly description: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly reply: Reply;
  readonly status: 200 | 201 | 202 | 204;
  /** True where the caller must say with If-Match which version it saw (428 without, 412 when stale). */
  readonly versioned: boolean;
  /** Where the step is signed: what a ceremony is begun for. */
  readonly signs?: SignedStep;
  /** The media type, where the answer is a file that comes as a stream and not JSON. */
  readonly streams?: string;
  /** Where the body is a file as it is (`application/octet-stream`): how many bytes it may have. It is read as a stream, and nothing of a larger one that says so. */
  readonly takesFile?: number;
  /** True where a POST only reads, because what is asked is too long for an address: its answer is a view like that of a GET. */
  readonly reads?: true;
  /**
   * Whose view is limited to named records may ask it: the kind of the record that the parameter `id` names, or `named` where the parameters `kind` and `id` do. Without it
   * such a view never may.
   */
  readonly inspects?: string;
  /** True where it is open also to somebody who has to choose a new password before anything else. */
  readonly whileOwing?: true;
  readonly since: string;
};

/** How the address of a signed step names the record (its parameter `id`) and the verb. */
export type SignedStep = {
  readonly kind: string;
  /** The verb, where the address does not carry it as `verb`. */
  readonly verb?: string;
  /** Parameters of the address that belong to what is decided. */
  readonly input?: readonly string[];
};

export type AnyOperation = Operation<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
export type ParamsOf<O extends AnyOperation> = z.output<O['params']>;
export type QueryOf<O extends AnyOperation> = z.output<O['query']>;
export type BodyOf<O extends AnyOperation> = z.output<O['body']>;
export type BodySentOf<O extends AnyOperation> = z.input<O['body']>;
export type QuerySentOf<O extends AnyOperation> = z.input<O['query']>;
export type ReplyOf<O extends AnyOperation> = z.output<O['reply']>;

export const nothing = z.strictObject({});
export type Nothing = typeof nothing;

type Declared<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly right: RightName;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply: R;
  readonly status?: Operation['status'];
  readonly versioned?: boolean;
  readonly streams?: string;
  readonly takesFile?: number;
  readonly reads?: true;
  readonly inspects?: string;
  readonly whileOwing?: true;
  readonly signs?: SignedStep;
  readonly since?: string;
};

/** Declares an operation; what is left out takes no parameters, query or body. */
export function operation<
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(declared: Declared<P, Q, B, R>): Operation<P, Q, B, R>;
export function operation(declared: Declared<z.ZodType, z.ZodType, z.ZodType, z.ZodType>): AnyOperation {
  return {
    ...declared,
    description: declared.description ?? declared.summary,
    params: declared.params ?? nothing,
    query: declared.query ?? nothing,
    body: declared.body ?? nothing,
    status: declared.status ?? (declared.method === 'POST' ? 201 : 200),
    versioned: declared.versioned ?? false,
    since: declared.since ?? '0.1',
  };
}

/** An instant as ISO 8601 text with an offset; replies always carry UTC with milliseconds. */
export const instant = z.iso.datetime({ offset: true }).describe('An instant, ISO 8601 with an offset; replies are in UTC');
export const uuid = z.uuid();
/** An id or a human key such as REL-1042: both work wherever one does. */
export const idOrKey = z.string().min(1).max(80).describe('The id (UUID) or the human key');
/** A key that files name records by. */
export const planKey = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$/, 'Letters, digits, dot, dash and underscore, at most 80');
export const byId = z.strictObject({ id: idOrKey });
export const asOfQuery = z.strictObject({ asOf: instant.optional().describe('The record as it was at this moment') });
/** Free text that people write as the reason of an act. */
export const reason = prose(2000).min(3, 'A reason has at least three characters');
export const version = z.int().min(1);

export const refusalShape = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  field: z.string().optional(),
  link: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});
/** What the reader may do with a record: true, or every reason why not. */
export const can = z.record(z.string(), z.union([z.literal(true), z.array(refusalShape)]));
export type Can = z.output<typeof can>;

/** RFC 9457 problem details, with the refusals that caused it. */
export const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  refusals: z.array(refusalShape),
});
export type Problem = z.output<typeof problemShape>;

/** Keyset paging: `limit` at most 200; `cursor` as the last page gave it. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Rows on a page, at most 200'),
  cursor: z.string().max(400).optional().describe('As `nextCursor` of the page before gave it'),
};
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
/** Several values of a filter, separated by commas in the address. */
export const manyOf = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .max(2000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item));
/** Result of one row of a bulk call. */
export const bulkResult = z.object({
  results: z.array(
    z.object({ id: z.string(), ok: z.boolean(), version: z.int().optional(), refusals: z.array(refusalShape).optional() }),
  ),
});
