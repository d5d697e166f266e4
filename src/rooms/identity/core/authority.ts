import type { Actor, Authority, Holding, Reach, Right } from '../../../foundation/actor.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { sayRole } from './roles.ts';

const no = defineRefusals('identity', {
  'no-right': {
    kind: 'forbidden',
    says: (f: { right: string; roles: readonly string[] }) => `You may not do this: ${f.right}`,
    remedy: (f) =>
      f.roles.length === 0
        ? 'Nobody holds this right in this installation; ask an administrator.'
        : `It needs one of these roles here: ${f.roles.map(sayRole).join(', ')}.`,
  },
  'view-limited': {
    kind: 'forbidden',
    says: () => 'Your role shows the releases that it names and nothing else.',
    remedy: 'Open Inspection, which lists them; ask an administrator where you need more.',
  },
  'token-too-narrow': {
    kind: 'forbidden',
    says: (f: { scope: string }) => `This token does not carry the scope “${f.scope}”.`,
    remedy: 'Use a token with that scope, or sign in.',
  },
  'people-only': {
    kind: 'forbidden',
    says: () => 'A machine may plan, check and report; this is for a person who is signed in.',
    remedy: 'Sign in and do it yourself.',
  },
});

const merge = (holdings: readonly Holding[]): Reach => {
  const units = new Set<string>();
  for (const holding of holdings) {
    if (holding.reach === 'all') return 'all';
    for (const unit of holding.reach) units.add(unit);
  }
  return units;
};

/** The rights predicate over all rooms' cards. Deny rules first; every reason is given. */
export function authorityOver(rights: ReadonlyMap<string, Right>): Authority {
  const rightOf = (name: string): Right => {
    const right = rights.get(name);
    if (right === undefined) throw new Error(`no card declares the right ${name}`);
    return right;
  };
  const holdingsFor = (actor: Actor, right: Right): readonly Holding[] =>
    actor.holdings.filter((holding) => holding.only === undefined && right.roles.includes(holding.role));
  const closed = (actor: Actor, right: Right): readonly Refusal[] => {
    const refusals: Refusal[] = [];
    if (actor.via === 'token' && right.personOnly === true) refusals.push(no['people-only']({}));
    if (actor.scopes !== null && !actor.scopes.includes(right.scope))
      refusals.push(no['token-too-narrow']({ scope: right.scope }));
    return refusals;
  };
  return {
    may: (actor, name, unitId) => {
      const right = rightOf(name);
      if (actor.kind === 'system') return [];
      const denied = closed(actor, right);
      if (denied.length > 0) return denied;
      const holds = holdingsFor(actor, right).some(
        (holding) => unitId === null || holding.reach === 'all' || holding.reach.has(unitId),
      );
      if (!holds && actor.holdings.some(({ only, role }) => only !== undefined && right.roles.includes(role)))
        return [no['view-limited']({})];
      return holds ? [] : [no['no-right']({ right: right.says, roles: right.roles })];
    },
    reach: (actor, name) => {
      const right = rightOf(name);
      if (actor.kind === 'system') return 'all';
      if (closed(actor, right).length > 0) return new Set();
      return merge(holdingsFor(actor, right));
    },
  };
}
