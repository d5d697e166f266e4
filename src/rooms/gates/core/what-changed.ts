import type { CriterionStatus } from '../contract.ts';
import type { Input } from './evaluation.ts';

type Seen = { readonly status: CriterionStatus; readonly actual: string | null };
export type InputChange = {
  readonly key: string;
  readonly text: string;
  readonly was: Seen | null;
  readonly is: Seen | null;
  readonly how: 'asked' | 'no-longer-asked' | 'asked-anew' | 'status' | 'result' | 'waiver';
};

const seen = ({ status, actual }: Input): Seen => ({ status, actual });

function howChanged(was: Input, is: Input): InputChange['how'] | null {
  if (was.criterionId !== is.criterionId) return 'asked-anew';
  if (was.status !== is.status) return 'status';
  if (was.resultId !== is.resultId || was.actual !== is.actual) return 'result';
  return was.waiverId === is.waiverId ? null : 'waiver';
}

/** What is different in an evaluation from the one before it, criterion by criterion; of the first, everything is asked. */
export function whatChanged(before: readonly Input[], after: readonly Input[]): readonly InputChange[] {
  const earlier = new Map(before.map((input) => [input.key, input] as const));
  const kept = new Set(after.map((input) => input.key));
  const changed = after.flatMap((is): InputChange[] => {
    const was = earlier.get(is.key);
    if (was === undefined) return [{ key: is.key, text: is.text, was: null, is: seen(is), how: 'asked' }];
    const how = howChanged(was, is);
    return how === null ? [] : [{ key: is.key, text: is.text, was: seen(was), is: seen(is), how }];
  });
  const gone = before
    .filter((input) => !kept.has(input.key))
    .map((was): InputChange => ({ key: was.key, text: was.text, was: seen(was), is: null, how: 'no-longer-asked' }));
  return [...changed, ...gone];
}
