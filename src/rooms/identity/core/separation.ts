import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { sayRole } from './roles.ts';

/** Pairs that one person may not hold together, whatever the route: directly, through a group, or as a deputy. */
type Pair = { readonly one: string; readonly other: string; readonly why: string };

const readOnly = ['auditor', 'inspector'] as const;
const business = [
  'release-manager',
  'environment-manager',
  'test-manager',
  'implementation-manager',
  'change-manager',
  'project-manager',
  'development-manager',
  'deployer',
  'business-process-owner',
  'system-owner',
  'quality',
  'validation-lead',
  'cab-member',
  'sponsor',
  'stakeholder',
] as const;

/** Part 11 11.10(g), Annex 11 clause 12, SOX: who configures does not work; who accepts for quality does not build, test or deploy; who audits only reads. */
export const separatedPairs: readonly Pair[] = [
  ...business.map((role) => ({ one: 'administrator', other: role, why: 'an administrator configures and holds no business role' })),
  ...readOnly.map((role) => ({ one: 'administrator', other: role, why: 'who configures does not audit what was configured' })),
  ...(['development-manager', 'test-manager', 'deployer', 'implementation-manager'] as const).map((role) => ({
    one: 'quality',
    other: role,
    why: 'quality is never author, tester or deployer of what it accepts',
  })),
  ...readOnly.flatMap((reader) => business.filter((role) => role !== 'stakeholder').map((role) => ({ one: reader, other: role, why: 'an auditor only reads' }))),
];

const no = defineRefusals('identity', {
  'roles-kept-apart': {
    kind: 'rule',
    says: (f: { person: string; one: string; other: string; why: string }) =>
      `${f.person} would hold both “${sayRole(f.one)}” and “${sayRole(f.other)}”: ${f.why}.`,
    remedy: 'Withdraw one of the two first, or give the role to somebody else.',
  },
});

/** Every pair that a set of roles breaks. The roles are all that the person holds by any route. */
export function brokenPairs(person: string, held: ReadonlySet<string>): readonly Refusal[] {
  return separatedPairs
    .filter((pair) => held.has(pair.one) && held.has(pair.other))
    .map((pair) => no['roles-kept-apart']({ person, one: pair.one, other: pair.other, why: pair.why }));
}
