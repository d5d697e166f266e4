import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';

const no = defineRefusals('identity', {
  'own-account-in-person': {
    kind: 'forbidden',
    says: () => 'An API token never manages the account of its person.',
    remedy: 'Sign in and do it yourself.',
  },
});

/** Own passwords, sessions and tokens are managed in a session: a stolen token must not be able to keep itself alive. */
export const mustBeInPerson = (work: Pick<Work, 'actor'>): readonly Refusal[] =>
  work.actor.via === 'session' ? [] : [no['own-account-in-person']({})];

/** Signing out, looking at what is owed, and setting up a second factor are also for who has given the password and owes the rest. */
export const mustBeSigningIn = (work: Pick<Work, 'actor'>): readonly Refusal[] =>
  work.actor.via === 'pending' ? [] : mustBeInPerson(work);
