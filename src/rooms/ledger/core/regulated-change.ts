import type { Said } from '../../../foundation/record.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('ledger', {
  'reason-required': {
    kind: 'rule',
    says: (f: { record: string; fields: readonly string[]; characters: number; missing: 'both' | 'text' | 'code' }) =>
      `${f.record}: a change of ${f.fields.join(', ')} says why${
        f.missing === 'code'
          ? ', with a code of the list'
          : f.missing === 'text'
            ? `, in at least ${f.characters} characters`
            : ''
      }.`,
    remedy: (f) =>
      f.missing === 'code'
        ? 'Choose why from the list (header Reason-Code, --reason-code).'
        : `Give a reason of at least ${f.characters} characters, and why from the list (header Reason-Code, --reason-code).`,
  },
});

export type ReasonPolicy = {
  readonly demands: 'acts' | 'text' | 'code-and-text';
  /** Shortest text that counts. */
  readonly characters: number;
};

/** Fields by which a regulation goes that an entry changes although they held a value. */
export const regulatedChanges = (entry: Pick<Said, 'changes'>, regulated: readonly string[]): readonly string[] =>
  entry.changes
    .filter(({ field, old }) => old !== null && regulated.some((one) => field === one || field.startsWith(`${one}/`)))
    .map(({ field }) => field);

/** EU GMP Annex 11 clause 9: for a change or deletion of relevant data the reason is documented. */
export function reasonRequired(
  entry: Pick<Said, 'changes' | 'reason' | 'subject'>,
  regulated: readonly string[],
  reasonCode: string | null,
  policy: ReasonPolicy,
): readonly Refusal[] {
  const fields = regulatedChanges(entry, regulated);
  if (policy.demands === 'acts' || fields.length === 0) return [];
  const noText = (entry.reason ?? '').trim().length < policy.characters;
  const noCode = policy.demands === 'code-and-text' && reasonCode === null;
  if (!noText && !noCode) return [];
  const missing = noText && noCode ? 'both' : noText ? 'text' : 'code';
  const record = entry.subject.key ?? entry.subject.kind;
  return [
    no['reason-required'](
      { record, fields, characters: policy.characters, missing },
      { field: noText ? '/reason' : '/reasonCode' },
    ),
  ];
}
