import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { roles, sayRole } from './roles.ts';

/** Pairs that one person may not hold together, whatever the route: directly, through a group, or as a deputy. */
type Pair = { readonly one: string; readonly other: string; readonly why: string };

const readOnly = ['auditor', 'inspector'] as const;
const business = roles.filter((role) => role.business).map((role) => role.role);

/** Part 11 11.10(g), Annex 11 clause 12, SOX: who configures does not work; who accepts for quality does not build, test or deploy; who audits only reads. */
export const separatedPairs: readonly Pair[] = [
  ...business.map((role) => ({
    one: 'administrator',
    other: role,
    why: 'an administrator configures and holds no business role',
  })),
  ...readOnly.map((role) => ({ one: 'administrator', other: role, why: 'who configures does not audit what was configured' })),
  ...(['development-manager', 'test-manager', 'deployer', 'implementation-manager'] as const).map((role) => ({
    one: 'quality',
    other: role,
    why: 'quality is never author, tester or deployer of what it accepts',
  })),
  ...readOnly.flatMap((reader) =>
    business.filter((role) => role !== 'stakeholder').map((role) => ({ one: reader, other: role, why: 'an auditor only reads' })),
  ),
];

type Facts = { person: string; one: string; other: string; why: string; oneBy: string; otherBy: string };

const no = defineRefusals('identity', {
  'roles-kept-apart': {
    kind: 'rule',
    says: (f: Facts) =>
      `${f.person} would hold both “${sayRole(f.one)}”${f.oneBy} and “${sayRole(f.other)}”${f.otherBy}: ${f.why}.`,
    remedy: 'Withdraw one of the two first, or choose somebody else.',
  },
});

/** One pair that somebody holds, with how they came by each of the two (empty: granted to them directly). */
type ForbiddenPair = Pair & { readonly oneBy: string; readonly otherBy: string };

/** Pairs that are kept apart and stand together among these roles. @param held as `brokenPairs` takes it. */
export const forbiddenPairs = (held: ReadonlyMap<string, string>): readonly ForbiddenPair[] =>
  separatedPairs
    .filter((pair) => held.has(pair.one) && held.has(pair.other))
    .map((pair) => ({ ...pair, oneBy: held.get(pair.one) ?? '', otherBy: held.get(pair.other) ?? '' }));

const by = (route: string): string => (route === '' ? '' : ` (${route})`);

/**
 * Every pair that a person's roles break.
 * @param held all roles that the person holds by any route, now or later, each with how they came by it (empty: granted to them directly).
 */
export const brokenPairs = (person: string, held: ReadonlyMap<string, string>): readonly Refusal[] =>
  forbiddenPairs(held).map((pair) =>
    no['roles-kept-apart']({ person, ...pair, oneBy: by(pair.oneBy), otherBy: by(pair.otherBy) }),
  );
