import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { roles, sayRole } from './roles.ts';

/** Pairs that one person may not hold together, whatever the route: directly, through a group, or as a deputy. */
export type Pair = { readonly one: string; readonly other: string; readonly why: string };

const readOnly = ['auditor', 'inspector'] as const;
const business = roles.filter((role) => role.business).map((role) => role.role);

/**
 * The floor: what no data loosens. Part 11 11.10(g), Annex 11 clause 12, SOX: who configures does not work; who accepts for quality does not build, test or deploy; who audits only reads.
 */
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

/** Somebody who may hold a pair for a time: the effect of a waiver. */
export type PairWaiver = {
  readonly key: string;
  readonly personId: string;
  readonly one: string;
  readonly other: string;
  readonly endsAt: Date;
};

/** What is kept apart at a moment, and who is excepted. */
export type Apart = {
  /** The version of the matrix of the installation; 0: it has none, and the floor alone holds. */
  readonly version: number;
  /** The floor first, then the matrix of the installation. */
  readonly pairs: readonly Pair[];
  /** Whether waivers count for pairs of the floor, too. */
  readonly floorWaivable: boolean;
  readonly waivers: readonly PairWaiver[];
};

type TwoRoles = Pick<Pair, 'one' | 'other'>;
/** Two roles, whichever is named first. */
export const samePair = (a: TwoRoles, b: TwoRoles): boolean =>
  (a.one === b.one && a.other === b.other) || (a.one === b.other && a.other === b.one);

export const isFloor = (pair: TwoRoles): boolean => separatedPairs.some((floor) => samePair(floor, pair));

/** The waiver by which a person holds a pair lawfully; undefined: by none. */
export const waiverOf = ({ waivers, floorWaivable }: Apart, personId: string, pair: TwoRoles): PairWaiver | undefined =>
  isFloor(pair) && !floorWaivable ? undefined : waivers.find((waiver) => waiver.personId === personId && samePair(waiver, pair));

type Person = {
  readonly id: string;
  readonly name: string /** By role: how they came by it; empty: granted to them directly. */;
  readonly held: ReadonlyMap<string, string>;
};

/** One pair that somebody holds, with how they came by each of the two (empty: granted to them directly), and the waiver that lets them. */
export type HeldPair = Pair & { readonly oneBy: string; readonly otherBy: string; readonly waiver: PairWaiver | undefined };

/** Pairs that are kept apart and that a person holds, waived ones too. */
export const heldPairs = ({ id, held }: Pick<Person, 'id' | 'held'>, apart: Apart): readonly HeldPair[] =>
  apart.pairs
    .filter((pair) => held.has(pair.one) && held.has(pair.other))
    .map((pair) => ({
      ...pair,
      oneBy: held.get(pair.one) ?? '',
      otherBy: held.get(pair.other) ?? '',
      waiver: waiverOf(apart, id, pair),
    }));

const by = (route: string): string => (route === '' ? '' : ` (${route})`);

/** Every pair that a person's roles break: all roles that they hold by any route, now or later. */
export const brokenPairs = (person: Person, apart: Apart): readonly Refusal[] =>
  heldPairs(person, apart)
    .filter(({ waiver }) => waiver === undefined)
    .map(({ one, other, why, oneBy, otherBy }) =>
      no['roles-kept-apart']({ person: person.name, one, other, why, oneBy: by(oneBy), otherBy: by(otherBy) }),
    );
