import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('releases', {
  'no-blocking-collision': {
    kind: 'rule',
    says: (f: { text: string; remedy: string }) => `The release is on a collision course: ${f.text}`,
    remedy: (f) => f.remedy,
  },
});

/** A collision that blocks is resolved first; one that warns is shown and does not stop. */
export const noBlockingCollision: Rule = (release, facts) =>
  facts.collisions
    .filter((collision) => collision.blocks)
    .map((collision) =>
      no['no-blocking-collision'](
        { text: collision.text, remedy: collision.remedy },
        { link: `/releases/${release.key}/schedule` },
      ),
    );
