import { z } from 'zod';
import { can, instant, operation, pageOf, pageQuery, reason } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';

const name = line(80).describe('What the authority is called here');
const url = line(400).describe('Where requests of RFC 3161 are sent');
const policy = z
  .string()
  .regex(/^[0-2](\.(0|[1-9]\d{0,8})){1,15}$/)
  .nullable()
  .describe('Object identifier of the policy that is asked for; null where any will do');
const certificates = z
  .string()
  .min(1)
  .max(40_000)
  .regex(/^[\x20-\x7e\t\r\n]*$/, 'is plain ASCII')
  .describe('Certificates (PEM) of those who vouch for its signers');
const everyMinutes = z.int().min(1).max(1440).describe('Time between two stamps while the log grows');

export const timeStampingShape = z.object({
  everyMinutes,
  setAt: instant.nullable().describe('Null while nobody was ever named'),
  signedSize: z.int().describe('Entries under the newest checkpoint'),
  items: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      policy: z.string().nullable(),
      certificates: z.string(),
      vouchedBy: z.array(z.object({ subject: z.string(), endsAt: instant })).describe('The certificates, in words'),
      stamped: z.object({ size: z.int(), at: instant.describe('By the clock of the authority') }).nullable(),
      waitingSince: instant.nullable().describe('When the oldest checkpoint was signed that it has not covered'),
      triedAt: instant.nullable().describe('When it was last asked'),
      fault: z.string().nullable().describe('Why it gave no time stamp then'),
      refused: z.boolean().describe('Whether its answer was not the genuine answer to what was asked'),
    }),
  ),
  version: z.int(),
  can,
});

export const showTimeStamping = operation({
  id: 'ledger.time-stamping',
  method: 'GET',
  path: '/ledger/time-stamping',
  right: 'ledger.read',
  summary: 'Who stamps the time of checkpoints, how often, and how far each came',
  reply: timeStampingShape,
});

export const setTimeStamping = operation({
  id: 'ledger.set-time-stamping',
  method: 'PUT',
  path: '/ledger/time-stamping',
  right: 'ledger.set-time-stamping',
  summary: 'Say who stamps the time of checkpoints (RFC 3161) and how often',
  description: 'All of them at once: who is left out is asked no more. What was stamped stays, and stays proven.',
  body: z.strictObject({
    authorities: z.array(z.strictObject({ name, url, policy, certificates })).max(2),
    everyMinutes,
    reason,
  }),
  reply: timeStampingShape,
  versioned: true,
});

export const timeStampShape = z.object({
  size: z.int().describe('Entries under the checkpoint that it stamps'),
  authority: z.string(),
  at: instant.describe('By the clock of the authority'),
  signer: z.string().describe('Subject of the certificate that signed it'),
  policy: z.string(),
  serial: z.string().describe('Hex'),
  renewals: z.int(),
  standing: z.enum(['proven', 'expired', 'unvouched']).describe('Verified again for this reply'),
  expiresAt: instant.nullable().describe('When the proof ends unless it is renewed before'),
  tokens: z
    .array(z.string())
    .describe('DER in base64: the first stamps the note of the checkpoint, each further one the token before it'),
});

export const listTimeStamps = operation({
  id: 'ledger.time-stamps',
  method: 'GET',
  path: '/ledger/time-stamps',
  right: 'ledger.read',
  summary: 'Time stamps of checkpoints, newest first, each verified again',
  query: z.strictObject(pageQuery),
  reply: pageOf(timeStampShape),
});
