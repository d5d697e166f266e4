import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { lifecycle } from '../lifecycle.ts';
import { reliedOnBy } from '../relied-on.ts';

type Facts = { readonly step: string; readonly fields: readonly string[] };

const no = defineRefusals('changes', {
  'not-signed-over-this': {
    kind: 'rule',
    says: ({ step, fields }: Facts) =>
      fields.length === 0
        ? `“${step}” is not signed, or its signature was changed.`
        : `“${step}” was signed over another ${fields.join(', ')}.`,
    remedy: 'Look at what changed and by whom; then take the change back to the draft, where it is decided and signed again.',
  },
});

const nameOf = (field: string): string => field.split('/')[1] ?? field;

/** A step relies on the signed decisions before it only where each is signed over what the change is now, whatever way it was changed. */
export const stillSigned: Rule = (change, facts, verb) =>
  reliedOnBy(change, verb).flatMap(({ id, kind }) => {
    const found = facts.unsigned.get(id);
    if (found === undefined) return [];
    const step = lifecycle.rows.find((row) => row.verb === kind)?.says ?? kind;
    return [no['not-signed-over-this']({ step, fields: [...new Set(found.map(nameOf))] }, { link: `/changes/${change.key}` })];
  });
