import type { Holding } from '../../../../foundation/actor.ts';
import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { sayNames, sayRoles } from '../roles-said.ts';

const no = defineRefusals('gates', {
  'not-decider': {
    kind: 'forbidden',
    says: (f: { deciders: readonly string[]; who: readonly string[] }) => `This gate is decided by: ${sayRoles(f.deciders)}.`,
    remedy: (f) =>
      f.who.length === 0
        ? 'Nobody holds such a role here now; an administrator can grant it.'
        : `Ask one of: ${sayNames(f.who)}.`,
  },
});

const covers = (holding: Holding, unitIds: readonly string[]): boolean => {
  const { reach } = holding;
  return reach === 'all' || unitIds.length === 0 || unitIds.some((unit) => reach.has(unit));
};

/** The first of the gate's decider roles that somebody holds in a unit of the subject; null when they hold none. */
export const decidingRole = (
  holdings: readonly Holding[],
  deciders: readonly string[],
  unitIds: readonly string[],
): string | null =>
  deciders.find((role) => holdings.some((holding) => holding.role === role && covers(holding, unitIds))) ?? null;

/** A gate is decided by somebody who holds one of its decider roles in the unit of its subject. */
export const notDecider = (role: string | null, deciders: readonly string[], who: readonly string[]): readonly Refusal[] =>
  role === null ? [no['not-decider']({ deciders, who })] : [];
