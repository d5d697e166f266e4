import { z } from 'zod';
import type { AnyOperation, BodyOf, ParamsOf, QueryOf, ReplyOf } from '../contract.ts';
import { defineRefusals, done, type Outcome, type Refusal, refused } from '../refusal.ts';
import type { HiddenCharacter } from '../text.ts';
import type { Call } from '../transact.ts';

/** What a handler answers: a body with its version (ETag), or a file as a stream of text or bytes. */
export type Answer<T> = {
  readonly body: T;
  readonly etag?: number | undefined;
  /** Set-Cookie headers. */
  readonly cookies?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly stream?:
    | { readonly contentType: string; readonly fileName: string; readonly lines: AsyncIterable<string | Uint8Array> }
    | undefined;
};

export type Asked<O extends AnyOperation> = {
  readonly call: Call;
  readonly params: ParamsOf<O>;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
  /** What was sent, where the operation takes a file; else nothing comes of it. */
  readonly file: AsyncIterable<Buffer>;
  readonly address: string;
  readonly userAgent: string;
  /** A cookie by its plain name, whatever prefix it travels under. */
  readonly cookie: (name: string) => string | null;
};

export type Raw = {
  readonly call: Call;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly file: AsyncIterable<Buffer>;
  readonly address: string;
  readonly userAgent: string;
  /** A cookie by its plain name, whatever prefix it travels under. */
  readonly cookie: (name: string) => string | null;
};

/** An operation with what answers it. Input is parsed inside, so that no handler sees anything unchecked. */
export type Route = {
  readonly operation: AnyOperation;
  readonly bodyLimit: number;
  readonly run: (raw: Raw) => Promise<Outcome<Answer<unknown>>>;
};

const no = defineRefusals('foundation', {
  malformed: {
    kind: 'malformed',
    says: (f: { where: string; what: string }) => `${f.where}: ${f.what}`,
    remedy: 'Correct the field and send the request again; openapi.json describes each one.',
  },
  'hidden-character': {
    kind: 'malformed',
    says: (f: { where: string } & HiddenCharacter) =>
      `${f.where}: character ${f.at} is ${f.character}; it shows nothing or changes how the text reads.`,
    remedy: 'Delete it; text that was copied often brings such characters along. Typing it anew is surest.',
  },
});

type Issue = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
};
const hiddenShape = z.object({ hidden: z.object({ character: z.string(), at: z.int() }) });

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const refusalsOf = (where: 'path' | 'query' | 'body', issues: readonly Issue[]): readonly Refusal[] =>
  issues.slice(0, 50).map((issue) => {
    const at = pointer(issue.path);
    const name = at === '' ? where : `${where} ${at}`;
    const place = where === 'body' ? { field: at === '' ? '/' : at } : {};
    const found = hiddenShape.safeParse(issue.params);
    return found.success
      ? no['hidden-character']({ where: name, ...found.data.hidden }, place)
      : no.malformed({ where: name, what: issue.message }, place);
  });

const signedBody = z.object({ signature: z.object({ ceremony: z.uuid() }) });

/** The ceremony of a request that brings a signature. */
export function ceremonyIn(body: unknown): { readonly ceremony?: string } {
  const found = signedBody.safeParse(body);
  return found.success ? { ceremony: found.data.signature.ceremony } : {};
}

/** The body of an operation that another one speaks of: parsed by the same shape, refused with the same words. */
export function parseBody<S extends z.ZodType>(shape: S, value: unknown): Outcome<z.output<S>> {
  const parsed = shape.safeParse(value);
  return parsed.success ? done(parsed.data) : refused(refusalsOf('body', parsed.error.issues));
}

/** Joins an operation of the contract with its handler. */
export function route<O extends AnyOperation>(
  operation: O,
  handle: (asked: Asked<O>) => Promise<Outcome<Answer<ReplyOf<O>>>>,
  options: { readonly bodyLimit?: number } = {},
): Route {
  return {
    operation,
    bodyLimit: options.bodyLimit ?? 1_000_000,
    run: async (raw) => {
      const params = operation.params.safeParse(raw.params ?? {});
      const query = operation.query.safeParse(raw.query ?? {});
      const body = operation.body.safeParse(raw.body ?? {});
      const broken = [
        ...(params.success ? [] : refusalsOf('path', params.error.issues)),
        ...(query.success ? [] : refusalsOf('query', query.error.issues)),
        ...(body.success ? [] : refusalsOf('body', body.error.issues)),
      ];
      if (!params.success || !query.success || !body.success) return refused(broken);
      // The generic output types of `O` are what safeParse of these very schemas gave; the compiler cannot join the two.
      const call = { ...raw.call, ...ceremonyIn(body.data) };
      const asked = { ...raw, call, params: params.data, query: query.data, body: body.data } as Asked<O>;
      return handle(asked);
    },
  };
}
