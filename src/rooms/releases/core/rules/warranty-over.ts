import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('releases', {
  'warranty-over': {
    kind: 'rule',
    says: (f: { end: string }) => `The warranty lasts until ${f.end}.`,
    remedy: 'Close the release when it is over, or have the end of the warranty changed with a reason.',
  },
});

/** A release closes when its warranty is over; without a date nothing is waited for. */
export const warrantyOver: Rule = (release, facts) =>
  release.warrantyEnd === null || release.warrantyEnd <= facts.now
    ? []
    : [no['warranty-over']({ end: release.warrantyEnd.toISOString() }, { link: `/releases/${release.key}/schedule` })];
