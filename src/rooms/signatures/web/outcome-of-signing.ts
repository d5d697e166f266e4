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
const ended = new Set(['signatures.ceremony-over', 'signatures.no-such-ceremony', 'signatures.another-act']);
const components = ['password', 'code', 'assertion'] as const;

/** Every field that the refusals say has changed; those of the statement's own version tell nobody anything. */
const fieldsIn = (refusals: Refusals): readonly ChangedField[] =>
  refusals
    .flatMap((refusal) => {
      const parsed = changed.safeParse(refusal.facts?.fields);
      return parsed.success ? parsed.data : [];
    })
    .filter((change) => change.field !== '/version');

/** The version that a record has now, as the refusal of a stale one says it. */
export const currentVersionIn = (refusals: Refusals): number | null =>
  refusals.map((refusal) => refusal.facts?.current).find((current) => typeof current === 'number') ?? null;

/** Pure. */
export function outcomeOf(answer: Answered<unknown>): SigningOutcome {
  if (answer.ok) return { kind: 'signed' };
  const refusals = refusalsOf(answer);
  if (answer.status === 412)
    return { kind: 'changed', refusals, fields: fieldsIn(refusals), version: currentVersionIn(refusals) };
  if (refusals.some((refusal) => ended.has(refusal.code))) return { kind: 'over', refusals };
  const field = components.find((name) => refusals.some((refusal) => refusal.field === `/signature/${name}`)) ?? null;
  return { kind: 'again', refusals, field };
}
