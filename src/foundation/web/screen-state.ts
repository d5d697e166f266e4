import type { ProblemError } from './transport.ts';

type Asked = {
  readonly isPending: boolean;
  readonly error: ProblemError | null;
  readonly data?: unknown;
  readonly refetch: () => unknown;
};

export type ShownState =
  | { readonly kind: 'loading'; readonly rows?: number; readonly height?: number }
  | { readonly kind: 'error'; readonly faultId?: string; readonly text: string; readonly onRetry: () => void }
  | { readonly kind: 'noRight'; readonly who: string; readonly what?: string }
  | { readonly kind: 'empty'; readonly title: string; readonly text: string };

const textOf = (facts: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined => {
  const value = facts?.[name];
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((one) => String(one).replaceAll('-', ' ')).join(', ');
  return typeof value === 'string' ? value : undefined;
};

/** What passes by itself: the session ended and is about to be back, the network or the server is away. */
const passes = ({ status }: ProblemError): boolean => status === 0 || status === 401 || status >= 500;

/**
 * A refresh that failed on its way takes nothing from what is shown, and with it nothing that somebody is typing; that the right was withdrawn or the record
 * is gone, it does say.
 */
const isShown = ({ error, data }: Asked): boolean => data !== undefined && error !== null && passes(error);

/** What a screen shows in place of its content: null when there is something to show. Fits `StatePanel` and the grid's `state`. */
export function stateOf(asked: Asked, loading: { readonly rows?: number; readonly height?: number } = {}): ShownState | null {
  if (isShown(asked)) return null;
  if (asked.error !== null) return stateOfProblem(asked.error, () => void asked.refetch());
  return asked.isPending ? { kind: 'loading', ...loading } : null;
}

/** What stands in the way, and what helps; a fault of ours has its number and no details. */
function textOfFault(status: number, title: string, remedy: string | undefined): string {
  if (remedy !== undefined) return `${title} ${remedy}`;
  if (status === 0) return 'The server cannot be reached. Check the connection; nothing is lost.';
  return 'This is a fault on our side; nothing was changed.';
}

export function stateOfProblem({ status, problem }: ProblemError, onRetry: () => void): ShownState {
  const first = problem.refusals[0];
  if (status === 403) {
    const right = textOf(first?.facts, 'right');
    const roles = textOf(first?.facts, 'roles');
    return {
      kind: 'noRight',
      who: roles === undefined ? (first?.remedy ?? 'an administrator.') : `an administrator, by one of these roles: ${roles}.`,
      ...(right === undefined ? {} : { what: right }),
    };
  }
  if (status === 404)
    return { kind: 'empty', title: problem.title, text: first?.remedy ?? 'Look for it by the search (Ctrl K).' };
  return {
    kind: 'error',
    text: textOfFault(status, problem.title, first?.remedy),
    onRetry,
    ...(problem.instance === '' ? {} : { faultId: problem.instance }),
  };
}

type GridShown = Exclude<ShownState, { readonly kind: 'empty' }> | { readonly kind: 'ready' };

/** The same for a grid, which has words of its own for "nothing here". */
export function gridStateOf(asked: Asked): GridShown {
  const state = stateOf(asked);
  if (state === null) return { kind: 'ready' };
  return state.kind === 'empty' ? { kind: 'error', text: state.title, onRetry: () => void asked.refetch() } : state;
}
