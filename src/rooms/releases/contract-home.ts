import { z } from 'zod';
import { instant, operation, uuid } from '../../foundation/contract.ts';
import { releaseStates, releaseVerbs } from './contract-words.ts';

// A file of its own, which needs no other room: Home is the first load of everybody.
export const person = z.object({ id: uuid, name: z.string() });
export const unitRef = z.object({ id: uuid, key: z.string(), name: z.string() });
export const releaseRef = z.object({ id: uuid, key: z.string(), name: z.string() });
export const goLive = z.object({ start: instant, end: instant, zone: z.string() });

const homeLine = z.object({
  ...releaseRef.shape,
  state: z.enum(releaseStates),
  goLive: goLive.nullable(),
  why: z.array(z.string()),
});
export const home = operation({
  id: 'releases.home',
  method: 'GET',
  path: '/home',
  right: 'releases.read',
  summary: 'What waits for me',
  description: 'Gates that wait for my decision are listed by the gates room.',
  reply: z.object({
    steps: z
      .array(homeLine.extend({ verb: z.enum(releaseVerbs), says: z.string() }))
      .describe('Steps that I could take and that nothing blocks, at most 20'),
    mine: z.array(homeLine).describe('Releases that I own and that are blocked or late, at most 20'),
    nextGoLives: z.array(homeLine).describe('The next ten go-lives that I may see'),
    numbers: z
      .object({ open: z.int(), goLiveIn30Days: z.int(), late: z.int(), collisions: z.int(), deploying: z.int() })
      .describe('Over all releases that I may see; each at most 10,000'),
  }),
});
