import { z } from 'zod';
import { instant, operation, uuid } from '../../foundation/contract.ts';

export const personName = z.string().trim().min(1).max(120);
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const signedIn = z.object({
  person: z.object({ id: uuid, name: z.string(), email: z.string(), mustChangePassword: z.boolean() }),
  roles: z.array(z.object({ role: z.string(), says: z.string(), everywhere: z.boolean(), deputyFor: uuid.nullable() })),
  rights: z.array(z.string()).describe('Rights held in at least one unit: what the navigation shows. Records say more in `can`'),
  session: z.object({ id: uuid.nullable(), endsAt: instant.nullable() }),
});

export const signIn = operation({
  id: 'identity.sign-in',
  method: 'POST',
  path: '/sessions',
  right: 'public',
  summary: 'Sign in',
  description: 'Answers with the session cookie. After several failures the account is locked for a while; the answer never tells whether the person exists.',
  body: z.strictObject({ email, password: z.string().min(1).max(256) }),
  reply: signedIn,
});

export const signOut = operation({
  id: 'identity.sign-out',
  method: 'DELETE',
  path: '/sessions/current',
  right: 'signed-in',
  summary: 'Sign out of this session',
  reply: z.null(),
  status: 204,
});

export const whoAmI = operation({
  id: 'identity.who-am-i',
  method: 'GET',
  path: '/sessions/current',
  right: 'signed-in',
  summary: 'Who is signed in, with roles and rights',
  reply: signedIn,
});
