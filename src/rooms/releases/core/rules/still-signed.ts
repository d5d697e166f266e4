import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { lifecycle } from '../lifecycle.ts';
import { standingDecision } from '../release.ts';
import { reliesOn } from '../relied-on.ts';

type Facts = { readonly step: string; readonly fields: readonly string[] };

const no = defineRefusals('releases', {
  'not-signed-over-this': {
    kind: 'rule',
    says: ({ step, fields }: Facts) =>
      fields.length === 0
        ? `“${step}” is not signed, or its signature was changed.`
        : `“${step}” was signed over another ${fields.join(', ')}.`,
    remedy: 'Look at what changed and by whom; then have the step decided and signed again.',
  },
});

const nameOf = (field: string): string => field.split('/')[1] ?? field;

/** A step relies on the signed decisions before it only where each is signed over what the release is now, whatever way it was changed. */
export const stillSigned: Rule = (release, facts, verb) =>
  (reliesOn[verb] ?? []).flatMap((relied) => {
    const found = facts.unsigned.get(relied);
    if (found === undefined || standingDecision(release, relied) === undefined) return [];
    const step = lifecycle.rows.find((row) => row.verb === relied)?.says ?? relied;
    return [no['not-signed-over-this']({ step, fields: [...new Set(found.map(nameOf))] }, { link: `/releases/${release.key}` })];
  });
