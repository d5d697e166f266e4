import type { ProblemError } from './transport.ts';

/** What a screen shows while it has nothing to show; structurally what the design system draws. */
export type WaitingState =
  | { readonly kind: 'loading'; readonly rows: number; readonly height: number }
  | { readonly kind: 'error'; readonly faultId?: string; readonly text: string; readonly onRetry: () => void }
  | { readonly kind: 'noRight'; readonly who: string; readonly what?: string };

type Asked = {
  readonly data?: unknown;
  readonly isPending: boolean;
  readonly error: ProblemError | null;
  readonly refetch: () => unknown;
};

export type WaitingOptions = {
  /** Who can give the right: shown where the reader has none. */
  readonly who?: string;
  readonly rows?: number;
  readonly height?: number;
};

const administrators = 'an administrator, on the page of a person (Administration, People).';

const textOf = (error: ProblemError): string => {
  if (error.status === 404) return 'There is no such record, or you may not see it.';
  const refusals = error.problem.refusals.map((refusal) => refusal.message).join(' ');
  return refusals === '' ? error.problem.detail || error.problem.title : refusals;
};

const rightOf = (error: ProblemError): string | undefined => {
  const right = error.problem.refusals[0]?.facts?.right;
  return typeof right === 'string' ? right : undefined;
};

/** The state of a question that has no answer to show yet; null once there is one. An answer that is there stays, even when a refresh failed. */
export function stateOf(asked: Asked, options: WaitingOptions = {}): WaitingState | null {
  if (asked.data !== undefined) return null;
  const { error } = asked;
  if (error === null) return { kind: 'loading', rows: options.rows ?? 8, height: options.height ?? 36 };
  if (error.status === 403) {
    const what = rightOf(error);
    return { kind: 'noRight', who: options.who ?? administrators, ...(what === undefined ? {} : { what }) };
  }
  const { instance } = error.problem;
  return {
    kind: 'error',
    text: textOf(error),
    onRetry: () => void asked.refetch(),
    ...(error.status >= 500 && instance !== '' ? { faultId: instance } : {}),
  };
}
