import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { ChangeVerb } from '../../contract-words.ts';
import type { Rule } from '../facts.ts';
import { lifecycle } from '../lifecycle.ts';
import { missingBefore, reliedOnBy } from '../relied-on.ts';

type Facts = { readonly step: string; readonly fields: readonly string[] };

const no = defineRefusals('changes', {
  'not-signed-over-this': {
    kind: 'rule',
    says: ({ step, fields }: Facts) =>
      fields.length === 0
        ? `“${step}” was not taken, is not signed, or its signature was changed.`
        : `“${step}” was signed over another ${fields.join(', ')}.`,
    remedy:
      'Look at what changed and by whom. A verification and a word of quality are signed again from here; for any other step take the change back to the draft, where it is decided and signed again.',
  },
});

const nameOf = (field: string): string => field.split('/')[1] ?? field;

const saysOf = (verb: ChangeVerb): string => lifecycle.rows.find((row) => row.verb === verb)?.says ?? verb;

/**
 * A step relies on the signed decisions before it only where each was taken, and is signed over what the change is now, whatever way it was changed. So a state that
 * was written into the tables without its decisions leads nowhere.
 */
export const stillSigned: Rule = (change, facts, verb) => {
  const missing = missingBefore(change, verb).map((kind) => ({ step: saysOf(kind), fields: [] }));
  const unsigned = reliedOnBy(change, verb).flatMap(({ id, kind }) => {
    const found = facts.unsigned.get(id);
    return found === undefined ? [] : [{ step: saysOf(kind), fields: [...new Set(found.map(nameOf))] }];
  });
  return [...missing, ...unsigned].map((found) => no['not-signed-over-this'](found, { link: `/changes/${change.key}` }));
};
