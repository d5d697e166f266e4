import { z } from 'zod';
import { can, instant, operation, pageOf, pageQuery, reason, uuid } from '../../foundation/contract.ts';
import { personRef, unitRef } from './contract-shapes.ts';

export const reviewPoints = [
  'no-password',
  'must-change',
  'locked',
  'no-second-factor',
  'not-checked',
  'dormant-soon',
  'unused-token',
] as const;

export const accountInReview = z.object({
  person: personRef,
  unit: unitRef.nullable(),
  passwordSetAt: instant.nullable().describe('Null: never set'),
  usedAt: instant.describe('Last signed in, used a token or chose a password; else when the account was made or enabled'),
  disabledAt: instant.nullable().describe('When it is disabled unless somebody uses it; null while it is in use'),
  secondFactors: z.int(),
  tokens: z.int().describe('API tokens that are valid now'),
  attention: z.array(z.enum(reviewPoints)).describe('What a review is to look at'),
});

export const credentialReview = operation({
  id: 'identity.credential-review',
  method: 'GET',
  path: '/credential-review',
  right: 'identity.administer',
  summary: 'Look through what active people prove themselves with, the longest unused first',
  description:
    'People of the units that you administer. `due` is when the next review of the whole organisation is to be recorded, by the compliance profile (credentials.reviewDays).',
  query: z.strictObject({ ...pageQuery }),
  reply: pageOf(accountInReview).extend({
    last: z
      .object({ at: instant, by: personRef, note: z.string(), people: z.int(), attention: z.record(z.string(), z.int()) })
      .nullable()
      .describe('The last review that was recorded, with what it found'),
    due: instant.nullable().describe('Null: none was ever recorded, and one is due now'),
    overdue: z.boolean(),
    can: can.describe('record'),
  }),
});

export const recordCredentialReview = operation({
  id: 'identity.record-credential-review',
  method: 'POST',
  path: '/credential-review/acts/record',
  right: 'identity.administer',
  summary: 'Record that the credentials of everybody were reviewed',
  description:
    'Says in the trail who looked, when, what was found, and how many accounts asked for attention at that moment. Needs the right in the whole organisation.',
  body: z.strictObject({ note: reason.describe('What was found and done') }),
  reply: z.object({ id: uuid, at: instant, due: instant }),
});
