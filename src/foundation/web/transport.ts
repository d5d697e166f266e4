import { type Answered, type CallOptions, callOperation, fetchFile, type Transport } from '../client/client.ts';
import type { AnyOperation, Problem, ReplyOf } from '../contract.ts';

const quietAfterMs = 60_000;
let touchedAt = Date.now();

/** Called once by the entrance: from then on the app knows whether somebody sits before it. */
export function watchTouches(): void {
  const touch = () => {
    touchedAt = Date.now();
  };
  for (const kind of ['pointerdown', 'keydown', 'wheel']) addEventListener(kind, touch, { capture: true, passive: true });
}

/** A page that refreshes itself while nobody touches it does not keep the session from idling out (Annex 11 draft, 11.8). */
const background = (): Readonly<Record<string, string>> =>
  Date.now() - touchedAt > quietAfterMs ? { 'interlock-background': '1' } : {};

/** The browser calls its own origin with the session cookie; it keeps no secret of its own. */
const transport: Transport = { baseUrl: '', headers: background, fetch: (input, init) => fetch(input, init) };

const signedOut = new EventTarget();
/** Hears of calls that were answered with 401, or that wait for a new password: who is signed in, and how far, may be another answer now. */
export function onSignedOut(hear: () => void): () => void {
  signedOut.addEventListener('401', hear);
  return () => signedOut.removeEventListener('401', hear);
}

const asksAnew = (status: number, { refusals }: Problem): boolean =>
  status === 401 || (status === 403 && refusals.some(({ code }) => code === 'foundation.password-first'));

export async function call<O extends AnyOperation>(operation: O, options: CallOptions<O> = {}): Promise<Answered<ReplyOf<O>>> {
  const answered = await callOperation(transport, operation, options);
  const asksWho = operation.path === '/sessions/current' && operation.method === 'GET';
  if (!answered.ok && operation.right !== 'public' && !asksWho && asksAnew(answered.status, answered.problem))
    signedOut.dispatchEvent(new Event('401'));
  return answered;
}

/** Fetches a file and hands it to the browser to be saved; a refusal comes back to be shown, and nothing is saved. */
export async function saveFile<O extends AnyOperation>(
  operation: O,
  options: CallOptions<O>,
  fileName: string,
): Promise<Answered<Blob>> {
  const answered = await fetchFile(transport, operation, options);
  if (!answered.ok) {
    if (answered.status === 401) signedOut.dispatchEvent(new Event('401'));
    return answered;
  }
  saveBlob(answered.value, fileName);
  return answered;
}

function saveBlob(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Hands text that came inside an answer to the browser to be saved. */
export const saveText = (text: string, fileName: string, type: string): void => saveBlob(new Blob([text], { type }), fileName);

/** A problem on its way to a screen's error state. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly status: number;
  constructor(problem: Problem, status: number) {
    super(problem.title);
    this.problem = problem;
    this.status = status;
  }
}

/** For queries: the value with its version, or a thrown problem that the query keeps. */
export async function load<O extends AnyOperation>(
  operation: O,
  options: CallOptions<O>,
): Promise<{ readonly value: ReplyOf<O>; readonly version: number | null }> {
  const answered = await call(operation, options);
  if (!answered.ok) throw new ProblemError(answered.problem, answered.status);
  return { value: answered.value, version: answered.version };
}
