import { z } from 'zod';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { Answered } from '../../../foundation/client/client.ts';
import type { Problem } from '../../../foundation/contract.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import type { ChangedField } from './ChangedFields.tsx';

type Refusals = Problem['refusals'];

/** What an answer to a signed step means to whoever sits before the dialog. */
export type SigningOutcome =
  | { readonly kind: 'signed' }
  /** A component was wrong, or the server was not reached: the form stays. */
  | { readonly kind: 'again'; readonly refusals: Refusals; readonly field: 'password' | 'code' | 'assertion' | null }
  /** Somebody was faster: what was shown is not what is. */
  | {
      readonly kind: 'changed';
      readonly refusals: Refusals;
      readonly fields: readonly ChangedField[];
      /** The version that the record has now, where the server said it. */
      readonly version: number | null;
    }
  /** The ceremony cannot be signed any more. */
  | { readonly kind: 'over'; readonly refusals: Refusals };

const json: z.ZodType<Json> = z.json();
const changed = z.array(z.object({ field: z.string(), old: json.default(null), new: json.default(null) }));
const fields = { password: ['password'], code: ['code'], assertion: ['assertion', 'passkey'] } as const;
const components = ['password', 'code', 'assertion'] as const;
/** Answers after which the ceremony is still open: nobody heard it, it was too much at once, or somebody must sign in anew. */
const unheard = (status: number): boolean => status === 0 || status === 401 || status === 429 || status >= 500;

/** Every field that the refusals say has changed; those of the statement's own version tell nobody anything. */
const fieldsIn = (refusals: Refusals): readonly ChangedField[] =>
  refusals
    .flatMap((refusal) => {
      const parsed = changed.safeParse(refusal.facts?.fields);
      return parsed.success ? parsed.data : [];
    })
    .filter((change) => change.field !== '/version');

const overAt = ({ field }: Refusals[number]): boolean => field === '/signature/ceremony';

/** The version that a record has now, as the refusal of a stale one says it. */
export const currentVersionIn = (refusals: Refusals): number | null =>
  refusals.map((refusal) => refusal.facts?.current).find((current) => typeof current === 'number') ?? null;

/** Pure. */
export function outcomeOf(answer: Answered<unknown>): SigningOutcome {
  if (answer.ok) return { kind: 'signed' };
  const refusals = refusalsOf(answer);
  if (answer.status === 412)
    return { kind: 'changed', refusals, fields: fieldsIn(refusals), version: currentVersionIn(refusals) };
  const field =
    components.find((name) => fields[name].some((part) => refusals.some((refusal) => refusal.field === `/signature/${part}`))) ??
    null;
  // The server ends a ceremony whose act is refused for anything but a component.
  const componentsAlone = refusals.every((refusal) => refusal.field?.startsWith('/signature/') === true && !overAt(refusal));
  if (!componentsAlone && !unheard(answer.status)) return { kind: 'over', refusals };
  return { kind: 'again', refusals, field };
}
