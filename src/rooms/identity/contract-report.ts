import { z } from 'zod';
import { idOrKey, instant, operation, uuid } from '../../foundation/contract.ts';
import { role } from './contract-shapes.ts';

const person = z.object({ id: uuid, name: z.string() });

export const accessHeld = z.object({
  person,
  role: z.string(),
  says: z.string(),
  unit: z.object({ id: uuid, key: z.string(), name: z.string() }),
  route: z.string().describe('How they came by it: granted, through a group, as a deputy'),
  grant: uuid,
  requestedBy: person.nullable().describe('Who had asked for it, where that was named'),
  approvedBy: person.nullable().describe('Who had granted it'),
  reason: z.string().nullable(),
  from: instant,
  until: instant.nullable(),
  withdrawnAt: instant.nullable().describe('When it was withdrawn since'),
});
export type AccessHeld = z.output<typeof accessHeld>;

export const exportAuthorityMatrix = operation({
  id: 'identity.authority-matrix',
  method: 'GET',
  path: '/authority-matrix',
  right: 'identity.read',
  summary: 'Which role may do what in which state of a record, as CSV',
  description:
    'Every operation, and every step of every kind of record in each of its states, against every role. Computed from the rules by which the server decides; of the build, so that two exports of one build are equal byte by byte. The approved matrix is docs/validation/authority-matrix.csv of the repository. Plain text without commas within cells.',
  reply: z.string(),
  streams: 'text/csv',
});

export const accessReport = operation({
  id: 'identity.access-report',
  method: 'GET',
  path: '/access-report',
  right: 'identity.read-access',
  summary: 'Who held a right or a role at a moment, by which grant, and who had asked for and granted it',
  description:
    'Rebuilt as of that moment from the dates of grants and from the ledger: members of groups, deputies, suspensions and disabled people as they were. At most 1,000 grants.',
  query: z.strictObject({
    at: instant.optional().describe('Now when left out'),
    right: z.string().max(80).optional().describe('A right, such as releases.accept'),
    role: role.optional(),
    unit: idOrKey.optional().describe('Where it counted: grants in this unit and in those above it'),
  }),
  reply: z.object({
    at: instant,
    roles: z.array(z.object({ role: z.string(), says: z.string() })).describe('Roles that were asked about'),
    items: z.array(accessHeld),
  }),
});
