import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { SecondFactorChoice } from './components.ts';

/** What follows the right password: nothing, the second factor, or setting one up first. */
export type Demand = 'open' | 'second-factor' | 'enrol';

/** Minutes in which the second step is made, or sign-in begins anew. */
export const pendingMinutes = 5;

const no = defineRefusals('identity', {
  'enrol-first': {
    kind: 'rule',
    says: () => 'You have no second factor yet, and signing in asks for one here.',
    remedy: 'Set up an authenticator app or a passkey; that finishes signing in.',
  },
  'second-factor-first': {
    kind: 'forbidden',
    says: () => 'Nothing is set up before signing in is finished.',
    remedy: 'Give your second factor first.',
  },
  'one-second-factor': {
    kind: 'rule',
    says: () => 'Exactly one of code, passkey and recovery code finishes signing in.',
    remedy: 'Send one of the three.',
  },
  'sign-in-begins-anew': {
    kind: 'conflict',
    says: () => 'There is no sign-in to finish: it is finished already, took too long, or was ended.',
    remedy: 'Sign in again with e-mail and password.',
  },
});
export const enrolFirst = (): Refusal => no['enrol-first']({});
export const secondFactorFirst = (): Refusal => no['second-factor-first']({});
export const oneSecondFactor = (): Refusal => no['one-second-factor']({});
export const signInBeginsAnew = (): Refusal => no['sign-in-begins-anew']({});

type Person = {
  /** Has an authenticator app or a passkey. */
  readonly enrolled: boolean;
  /** Holds a role that does more than read. */
  readonly decides: boolean;
};

/** One row a choice of the profile: what is asked of who has a second factor, of who has none and decides, and of everybody else. */
const demands: { readonly [K in SecondFactorChoice]: readonly [enrolled: Demand, decides: Demand, others: Demand] } = {
  off: ['open', 'open', 'open'],
  'when-enrolled': ['second-factor', 'open', 'open'],
  'required-to-decide': ['second-factor', 'enrol', 'open'],
  required: ['second-factor', 'enrol', 'enrol'],
};

export function demandOf(choice: SecondFactorChoice, person: Person): Demand {
  const [enrolled, decides, others] = demands[choice];
  if (person.enrolled) return enrolled;
  return person.decides ? decides : others;
}

/** Roles that only read: who holds no other decides nothing. */
export const readingRoles: readonly string[] = ['stakeholder', 'inspector'];
