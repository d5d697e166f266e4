import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { standingDecision } from '../release.ts';

const no = defineRefusals('releases', {
  'confirmed-by-business': {
    kind: 'rule',
    says: () => 'The business has not confirmed the closure.',
    remedy: 'A business process owner confirms it.',
  },
  'confirmed-by-it': {
    kind: 'rule',
    says: () => 'IT has not confirmed the closure.',
    remedy: 'A system owner or implementation manager confirms it.',
  },
  'confirmed-twice': {
    kind: 'rule',
    says: () => 'One person confirmed the closure for both sides; one person counts once.',
    remedy: 'Have somebody else confirm one of the two.',
  },
});

/** Closure is confirmed by business and by IT, by two people (DESIGN section 4; law 5). */
export const confirmedTwice: Rule = (release) => {
  const business = standingDecision(release, 'confirm-business');
  const it = standingDecision(release, 'confirm-it');
  const refusals: Refusal[] = [];
  if (business === undefined) refusals.push(no['confirmed-by-business']({}));
  if (it === undefined) refusals.push(no['confirmed-by-it']({}));
  if (business !== undefined && it !== undefined && business.by === it.by) refusals.push(no['confirmed-twice']({}));
  return refusals;
};
