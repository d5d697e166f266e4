/**
 * A refusal is an expected "no": returned, never thrown. Its kind gives the HTTP status in one exhaustive record
 * (RFC 9110, RFC 6585); its code `room.rule-name` is the rule's file, the row in the README and the key of its text.
 */
export const statusOfKind = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  stale: 412,
  tooLarge: 413,
  rule: 422,
  preconditionRequired: 428,
  tooMany: 429,
  unavailable: 503,
} as const;

export type RefusalKind = keyof typeof statusOfKind;

export type Facts = Readonly<Record<string, unknown>>;

export type Refusal = {
  readonly code: string;
  readonly kind: RefusalKind;
  /** What is wrong, with its facts, in one sentence for people. */
  readonly message: string;
  /** What would make it right. */
  readonly remedy: string;
  /** JSON pointer into the request body, where one field is to blame. */
  readonly field?: string;
  /** Address inside the web app where the remedy can be done. */
  readonly link?: string;
  readonly facts?: Facts;
};

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusals: readonly Refusal[] };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refused = (refusals: readonly Refusal[]): Outcome<never> => ({ ok: false, refusals });
export const refuse = (...refusals: readonly Refusal[]): Outcome<never> => ({ ok: false, refusals });

type RefusalText<F> = {
  readonly kind: RefusalKind;
  readonly says: (facts: F) => string;
  readonly remedy: string | ((facts: F) => string);
};

type Place = { readonly field?: string; readonly link?: string };

// biome-ignore lint/suspicious/noExplicitAny: the facts' type is inferred for each text; `any` is only the bound of that inference
type Texts = Readonly<Record<string, RefusalText<any>>>;

type Makers<T extends Texts> = {
  readonly [K in keyof T]: T[K] extends RefusalText<infer F>
    ? [unknown] extends [F]
      ? (facts?: Facts, place?: Place) => Refusal
      : (facts: F, place?: Place) => Refusal
    : never;
};

/** Declares the refusals of one room; each becomes a maker that is typed by the facts its text needs. */
export function defineRefusals<T extends Texts>(room: string, texts: T): Makers<T> {
  const makers: Record<string, (facts?: Facts, place?: Place) => Refusal> = {};
  for (const [name, text] of Object.entries(texts)) {
    makers[name] = (facts = {}, place = {}) => ({
      code: `${room}.${name}`,
      kind: text.kind,
      message: text.says(facts),
      remedy: typeof text.remedy === 'string' ? text.remedy : text.remedy(facts),
      facts,
      ...place,
    });
  }
  // The one assertion of the house: the mapped type is filled key by key above, which TypeScript cannot follow.
  return makers as Makers<T>;
}

/** The status of a reply that carries several refusals: permission first, then the gravest in the order of the record. */
export function statusOf(refusals: readonly Refusal[]): number {
  const order: readonly RefusalKind[] = [
    'unauthenticated',
    'forbidden',
    'notFound',
    'malformed',
    'tooLarge',
    'preconditionRequired',
    'stale',
    'conflict',
    'rule',
    'tooMany',
    'unavailable',
  ];
  const worst = order.find((kind) => refusals.some((refusal) => refusal.kind === kind));
  if (worst === undefined) throw new Error('a refusal without a rule');
  return statusOfKind[worst];
}
