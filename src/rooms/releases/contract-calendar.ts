import { z } from 'zod';
import { idOrKey, instant, manyOf, operation, uuid } from '../../foundation/contract.ts';
import { person, unitRef } from './contract-home.ts';
import { releaseKinds, releaseStates } from './contract-words.ts';

const ms = z.int().describe('Milliseconds since 1970 in UTC');
/** Compact rows, since 2,000 of them are sent at once; words are positions in the lists of this contract. */
export const calendarRow = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  state: z.int().describe('Position in releaseStates'),
  kind: z.int().describe('Position in releaseKinds'),
  cls: z.int().describe('Position in releaseClasses'),
  unit: z.int().describe('Position in units'),
  owner: z.int().describe('Position in people; -1 without'),
  parent: uuid.nullable(),
  live: z.tuple([ms, ms, ms]).nullable().describe('Go-live start, end, end of the time to back out'),
  phases: z.array(z.tuple([z.int(), ms, ms, z.string()])).describe('Position in phaseKinds, start, end, name'),
  gates: z.array(z.tuple([ms, z.string(), z.string()])).describe('Due, standing, name; gates without a due time are left out'),
  milestones: z.array(z.tuple([ms, z.string(), z.int()])).describe('Time, name, 1 when done'),
  hits: z.tuple([z.int(), z.int()]).describe('Open collisions: blocking, warning'),
  late: z.int().describe('1 when late'),
  imported: z.int().describe('1 when imported'),
  changes: z.array(z.int()).describe('Positions in applications: what it changes itself'),
  concern: z
    .int()
    .describe('Position in concerns: in which narrow scopes it lies by what it changes, a train also by what its parts change'),
});

const calendarScope = z
  .object({
    bands: z.array(uuid).describe('Windows and freezes that have this scope'),
    says: z.string().describe('The scope in words; names only of applications that the reader may see'),
    whole: z.boolean().describe('True where it holds every release'),
  })
  .describe('A scope of windows or freezes');

const undatedRow = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  state: z.enum(releaseStates),
  kind: z.enum(releaseKinds),
  unit: unitRef,
  owner: person.nullable(),
});

export const releaseCalendar = operation({
  id: 'releases.calendar',
  method: 'GET',
  path: '/release-calendar',
  right: 'releases.read',
  summary: 'Releases between two moments, compact, for the calendar',
  description:
    'Says too which windows and freezes of a narrow scope concern which release: the times of those are in `calendar.bands`. One that stands in no scope here counts for every release.',
  query: z.strictObject({
    from: instant,
    to: instant,
    state: manyOf(z.enum(releaseStates)).optional(),
    kind: manyOf(z.enum(releaseKinds)).optional(),
    unit: manyOf(idOrKey).optional(),
    owner: manyOf(z.string().min(1).max(254)).optional(),
    application: manyOf(idOrKey).optional(),
  }),
  reply: z.object({
    from: instant,
    to: instant,
    now: instant,
    units: z.array(unitRef),
    people: z.array(person),
    applications: z.array(unitRef).describe('Those that the rows change, by key'),
    scopes: z.array(calendarScope).describe('Scopes of the windows and freezes of this stretch that the reader may see'),
    concerns: z
      .array(z.array(z.int()))
      .describe('Each set of narrow scopes that some row lies in, once, as positions in scopes; the first is empty'),
    rows: z.array(calendarRow).describe('At most 5,000, by go-live'),
    truncated: z.boolean(),
    undated: z
      .object({ count: z.int(), rows: z.array(undatedRow).describe('The newest, at most 200') })
      .describe('Open releases that the filters find and that have no go-live yet'),
  }),
});
