import type { Actor } from '../../../foundation/actor.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { passwordMatches } from '../store/credentials.ts';
import type { IdentityTables } from '../store/tables.ts';

const no = defineRefusals('identity', {
  'password-wrong': {
    kind: 'forbidden',
    says: () => 'That is not your password.',
    remedy: 'Enter the password that you sign in with.',
  },
  'decides-in-person': {
    kind: 'forbidden',
    says: () => 'A recorded decision is made by a person who is signed in, never by a token.',
    remedy: 'Sign in and decide yourself.',
  },
});

/** The password that a person re-enters at the moment of a recorded decision. */
export async function confirmPassword(tx: Tx, actor: Actor, password: string): Promise<readonly Refusal[]> {
  if (actor.via !== 'session') return [no['decides-in-person']({})];
  const credential = await tx
    .withTables<IdentityTables>()
    .selectFrom('identity.credential')
    .select(['password_hash'])
    .where('person_id', '=', actor.id)
    .executeTakeFirst();
  const right = credential !== undefined && (await passwordMatches(credential.password_hash, password));
  return right ? [] : [no['password-wrong']({}, { field: '/password' })];
}
