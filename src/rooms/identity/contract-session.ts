import { z } from 'zod';
import { instant, operation, uuid } from '../../foundation/contract.ts';
import { email, grantLimits, secret } from './contract-shapes.ts';

/** The door: what every page asks before anything else. Apart, because it is part of the first load. */
export const signedIn = z.object({
  person: z.object({
    id: uuid,
    name: z.string(),
    email: z.string(),
    mustChangePassword: z.boolean().describe('Nothing else is open before the password is another one'),
    changeWhy: z
      .enum(['breached', 'age'])
      .nullable()
      .describe(
        'Why: it was stolen elsewhere, or is older than the profile allows; null: somebody else knew it, or it need not change',
      ),
  }),
  roles: z.array(z.object({ role: z.string(), says: z.string(), everywhere: z.boolean(), deputyFor: uuid.nullable() })),
  limits: z
    .array(grantLimits.unwrap())
    .describe('What an inspector is limited to, where the role names releases; empty: no such role, or one without limits'),
  rights: z.array(z.string()).describe('Rights held in at least one unit: what the navigation shows. Records say more in `can`'),
  passwordLink: z
    .object({
      issuedBy: z.string().nullable(),
      issuedAt: instant.nullable(),
      releasedBy: z.string().nullable().describe('The second administrator; null where nobody else could'),
      usedAt: instant,
    })
    .nullable()
    .describe('The one-time link with which your password was set within the last 30 days. If that was not you, tell security'),
  session: z.object({
    id: uuid.nullable(),
    endsAt: instant.nullable(),
    comingEnd: z
      .object({
        inSeconds: z.int().min(0),
        by: z.enum(['idle', 'expired']).describe('idle: any use, or extending, moves it; expired: nothing does'),
      })
      .nullable()
      .describe(
        'When the session ends that nobody uses any more. A request with interlock-background: 1 asks without being a use',
      ),
    state: z
      .enum(['open', 'second-factor', 'enrol'])
      .describe('open: signed in; else only the second factor, or setting one up, is possible, within five minutes'),
    actingRole: z.string().nullable().describe('The one role in which this session acts; null: in all that you hold'),
    methods: z.array(z.string()).describe('How you proved to be yourself: password, code, passkey, recovery-code'),
  }),
});

export const signIn = operation({
  id: 'identity.sign-in',
  method: 'POST',
  path: '/sessions',
  right: 'public',
  summary: 'Sign in',
  description:
    'Answers with the session cookie. Where a second factor is asked for, the session is not open yet: see session.state. After several failures the account is locked for a while; the answer never tells whether the person exists.',
  body: z.strictObject({ email, password: secret }),
  reply: signedIn,
});

export const signOut = operation({
  id: 'identity.sign-out',
  method: 'DELETE',
  path: '/sessions/current',
  right: 'signing-in',
  whileOwing: true,
  summary: 'Sign out of this session',
  reply: z.null(),
  status: 204,
});

export const whoAmI = operation({
  id: 'identity.who-am-i',
  method: 'GET',
  path: '/sessions/current',
  right: 'signing-in',
  whileOwing: true,
  summary: 'Who is signed in, with roles and rights',
  reply: signedIn,
});
