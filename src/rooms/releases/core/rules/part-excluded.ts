import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { excludedFrom } from '../involvement.ts';
import { lifecycle } from '../lifecycle.ts';
import type { Release } from '../release.ts';

const no = defineRefusals('releases', {
  'part-excluded': {
    kind: 'rule',
    says: (f: { step: string; part: string }) =>
      `Who decided “${f.step}” of this release ${f.part}; neither does who stands in for them, or for whom they stand in.`,
    remedy: 'Somebody who had no part in that decision does this.',
  },
});

/** Parts that nobody has by a verb of the release, and so are kept apart here. */
const words: ReadonlyMap<string, string> = new Map([
  ['tested', 'records no results of its gates as long as the decision stands'],
  ['owns', 'does not come to own it'],
]);

/** Exclusions hold both ways: whose decision stands does not come to have a part that the decision excludes (law 5). `oneWith`: somebody, and who is one with them. */
export const partExcluded = (
  decisions: Release['decisions'],
  parts: readonly string[],
  oneWith: readonly string[],
): readonly Refusal[] =>
  parts.flatMap((part) => {
    const says = words.get(part);
    const verb = excludedFrom(decisions, part).find(({ personId }) => oneWith.includes(personId))?.verb;
    if (says === undefined || verb === undefined) return [];
    return [no['part-excluded']({ step: lifecycle.rows.find((row) => row.verb === verb)?.says ?? verb, part: says })];
  });
