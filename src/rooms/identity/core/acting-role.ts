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
    remedy: 'Choose the role of inspector, or all of your roles.',
  },
  'audits-as-auditor': {
    kind: 'rule',
    says: () => 'Whoever is an auditor does not set it aside: each file that an auditor takes is written down.',
    remedy: 'Choose the role of auditor, or all of your roles.',
  },
});

/** Roles by which it is written down what somebody was shown, each with the refusal of who would set it aside. */
const watched = [
  ['inspector', no['inspects-as-inspector']],
  ['auditor', no['audits-as-auditor']],
] as const;

const setAside = (role: string, held: readonly string[]) =>
  watched.filter(([name]) => name !== role && held.includes(name)).map(([, refusal]) => refusal);

/** Why a session cannot act in a role. @param held roles that count for the person now. */
export function actingFaults(role: string | null, held: readonly string[]): readonly Refusal[] {
  const place = { field: '/role' };
  if (role === null) return [];
  if (!held.includes(role)) return [no['role-not-held']({ role: sayRole(role) }, place)];
  return setAside(role, held).map((refusal) => refusal({}, place));
}

/**
 * The role in which a session acts; null: in all. A choice binds nobody while its role is not held, and sets no role aside by which views are written down, one
 * that begins after the choice included.
 */
export const actingIn = (role: string | null, held: readonly string[]): string | null =>
  role !== null && held.includes(role) && setAside(role, held).length === 0 ? role : null;

/** Holdings that count in a session. */
export function actingAs(role: string | null, holdings: readonly Holding[]): readonly Holding[] {
  const acting = actingIn(
    role,
    holdings.map((holding) => holding.role),
  );
  return acting === null ? holdings : holdings.filter((holding) => holding.role === acting);
}
