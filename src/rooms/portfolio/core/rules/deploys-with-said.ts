import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Dependency, DependencyType } from '../application.ts';

const no = defineRefusals('portfolio', {
  'deploys-with-said': {
    kind: 'conflict',
    says: (f: { from: string; to: string }) => `${f.to} says already that it is deployed with ${f.from}: that holds both ways.`,
    remedy: 'Nothing is to be done; or withdraw the other one first to say it from this side.',
  },
});

/**
 * “Deployed with” holds both ways, so it is said once for a pair. A ring of them over several applications is no fault: it says that they are all deployed
 * together. The other types may go both ways and in rings, as real systems do.
 */
export const deploysWithSaid = (
  type: DependencyType,
  from: string,
  to: string,
  reverse: Dependency | null,
): readonly Refusal[] =>
  type === 'deploys-with' && reverse !== null ? [no['deploys-with-said']({ from, to }, { field: '/type' })] : [];
