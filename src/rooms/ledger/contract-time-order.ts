import { z } from 'zod';
import { instant, operation, pageQuery } from '../../foundation/contract.ts';
import { entryShape } from './contract-entry.ts';

export const timeOrder = operation({
  id: 'ledger.time-order',
  method: 'GET',
  path: '/ledger/time-order',
  right: 'ledger.read',
  summary: 'Entries whose time contradicts their place, newest first, and how the clock of the server stands to the trail',
  description:
    'An entry is out of order when it is dated more than five seconds before one with an earlier place: the clock was set back, or had been ahead. Each is found within seconds of being sealed and stays on this list.',
  query: z.strictObject(pageQuery),
  reply: z.object({
    serverTime: instant.describe('The clock of the server that answers, in UTC'),
    followedUpTo: z.int().describe('Places up to which the order of times was followed'),
    behindMs: z.int().describe('By how much that clock stands before the latest time of the trail; 0 where it does not'),
    toleranceMs: z.int().describe('Less than this is no disorder'),
    total: z.int().describe('All entries out of order that the reader’s units reach'),
    items: z.array(
      z.object({
        entry: entryShape,
        ahead: z.object({ seq: z.int(), at: instant }).describe('The entry before it with the latest time'),
        behindMs: z.int().describe('By how much it is dated before that one'),
        ownRecord: z.boolean().describe('It is dated before an earlier entry of its own record'),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
});
