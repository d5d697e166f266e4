/** How tests ask over HTTP, and what they get. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Sender = { readonly cookie: string } | { readonly token: string } | null;
export type HttpOptions = {
  readonly body?: unknown;
  /** Sent as it is, where the operation takes a file. */
  readonly file?: Buffer;
  readonly ifMatch?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
};
export type HttpReply = {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read replies field by field; a wrong field fails the assertion
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
};
