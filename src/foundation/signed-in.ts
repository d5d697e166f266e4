import { type Actor, stranger } from './actor.ts';
import type { AnyOperation } from './contract.ts';
import { defineRefusals, done, type Outcome, type Refusal, refused } from './refusal.ts';
import type { Call } from './services.ts';

const no = defineRefusals('foundation', {
  'not-signed-in': {
    kind: 'unauthenticated',
    says: () => 'This needs somebody who is signed in.',
    remedy: 'Sign in, or send an API token as bearer.',
  },
  'sign-in-unfinished': {
    kind: 'unauthenticated',
    says: () => 'The password was right, but signing in is not finished.',
    remedy: 'Give the second factor, or set one up where that is asked for.',
  },
  'password-first': {
    kind: 'forbidden',
    says: () => 'The password has to be changed before anything else.',
    remedy: 'Sign in, or open the page anew, and choose another password; everything is open again then.',
  },
});

type Door = Pick<AnyOperation, 'right' | 'whileOwing'>;

/** Why somebody is not signed in enough: not at all, only with the first of two steps, or with a password that has to be another first. */
export function notYetSignedIn(actor: Actor, door: Door = { right: 'signed-in' }): readonly Refusal[] {
  if (actor.via === 'none') return [no['not-signed-in']({})];
  if (actor.via === 'pending') return door.right === 'signing-in' ? [] : [no['sign-in-unfinished']({})];
  return actor.owes === undefined || door.whileOwing === true ? [] : [no['password-first']({}, { link: '/' })];
}

/**
 * The same call by its actor as they stand now. Asked again where something was waited for that lasts as long as a sender likes: the account may have been disabled, or a
 * role withdrawn, since the call began.
 */
export async function stillSignedIn(call: Call): Promise<Outcome<Call>> {
  const actor = await call.app.ports.stillThere(call.actor);
  const unknown = notYetSignedIn(actor ?? stranger);
  return actor === null || unknown.length > 0 ? refused(unknown) : done({ ...call, actor });
}
