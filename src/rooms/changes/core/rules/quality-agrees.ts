import { defineRefusals } from '../../../../foundation/refusal.ts';
import { wordOfQuality } from '../change.ts';
import { asksOf } from '../demands.ts';
import { facetsOf } from '../facets.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('changes', {
  'quality-owed': {
    kind: 'rule',
    says: (f: { unknown: boolean }) =>
      f.unknown
        ? 'The GxP relevance of what this change touches is not known everywhere, so quality agrees first.'
        : 'This change touches a GxP application, so quality agrees first.',
    remedy: 'A person with the role “quality” in this unit agrees, signed.',
  },
  'quality-objects': {
    kind: 'rule',
    says: (f: { reason: string }) => `Quality said no: ${f.reason}`,
    remedy: 'Take the change back to the draft and answer it, or ask quality to agree; nobody outvotes it.',
  },
});

/** On a GxP change quality agrees before both approvals and the closure, and its no stops any change (DESIGN section 4; Annex 11 clause 10). */
export const qualityAgrees: Rule = (change, facts) => {
  const word = wordOfQuality(change);
  if (word?.kind === 'object') return [no['quality-objects']({ reason: word.reason ?? '' })];
  const facets = facetsOf(facts.applications);
  return word !== undefined || !asksOf(change.model, facts.model.content, facets).quality
    ? []
    : [no['quality-owed']({ unknown: facets.gxp === 'unknown' })];
};
