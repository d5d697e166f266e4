import type { Holding } from '../../../foundation/actor.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { sayRole } from './roles.ts';

const no = defineRefusals('identity', {
  'role-not-held': {
    kind: 'rule',
    says: (f: { role: string }) => `You do not hold the role “${f.role}” now.`,
    remedy: 'Choose one that you hold, or all of them.',
  },
  'inspects-as-inspector': {
    kind: 'rule',
    says: () => 'Whoever is let in as an inspector acts as one: what an inspector is shown is written down.',
    remedy: 'Stay in the role of inspector.',
  },
});

/** Why a session cannot act in a role. @param held roles that count for the person now. */
export function actingFaults(role: string | null, held: readonly string[]): readonly Refusal[] {
  const place = { field: '/role' };
  if (role === null) return [];
  if (!held.includes(role)) return [no['role-not-held']({ role: sayRole(role) }, place)];
  return role !== 'inspector' && held.includes('inspector') ? [no['inspects-as-inspector']({}, place)] : [];
}

/** Holdings that count in a session. A role that was chosen and is held no longer binds nobody: what is left counts, as it does without a choice. */
export function actingAs(role: string | null, holdings: readonly Holding[]): readonly Holding[] {
  const chosen = role === null ? [] : holdings.filter((holding) => holding.role === role);
  return chosen.length > 0 ? chosen : holdings;
}
