import { z } from 'zod';
import { can, instant, uuid, version } from '../../foundation/contract.ts';
import { signatureMark } from '../signatures/contract.ts';
import {
  applicationRoles,
  changeModels,
  changeOutcomes,
  changeStates,
  linkKinds,
  riskBands,
  riskQuestions,
} from './contract-words.ts';

const person = z.object({ id: uuid, name: z.string() });
const unitRef = z.object({ id: uuid, key: z.string(), name: z.string() });
const relevance = z.enum(['yes', 'no', 'unknown']);

const riskPart = z.object({
  factor: z.string().describe('The kind of factor, such as complexity or history'),
  about: z.string().nullable().describe('The application or change that it is about; null where it is the change itself'),
  says: z.string(),
  chance: z.number().describe('Its own part of the risk, from 0 to 1'),
  known: z.boolean().describe('False where nothing is known: it then counts as the gravest that it could be'),
  interval: z
    .object({ low: z.number(), high: z.number(), failed: z.int(), done: z.int() })
    .nullable()
    .describe('Of the history: within which the true rate of failure lies nine times in ten'),
});
export const risk = z.object({
  score: z.number().describe('1 − Π(1 − chance), from 0 to 1: no fact that speaks against the change lowers it'),
  band: z.enum(riskBands),
  parts: z.array(riskPart).describe('Gravest first'),
});

const lineFields = {
  id: uuid,
  key: z.string(),
  name: z.string(),
  model: z.enum(changeModels),
  follows: z
    .string()
    .nullable()
    .describe(
      'Version of its model, fixed by its submission; of a standard draft its template; null: not yet, or from before models had versions',
    ),
  state: z.enum(changeStates),
  heldFrom: z.enum(changeStates).nullable(),
  unit: unitRef,
  owner: person.nullable(),
  requestedBy: person,
  planned: z.object({ start: instant, end: instant, zone: z.string() }).nullable(),
  outcome: z.enum(changeOutcomes).nullable(),
  band: z.enum(riskBands).nullable().describe('As it was assessed; null before'),
  version,
  updatedAt: instant,
};
export const changeLine = z.object({
  ...lineFields,
  applications: z.array(z.object({ id: uuid, key: z.string(), role: z.enum(applicationRoles) })).describe('At most 20'),
  applicationCount: z.int(),
});

const neighbour = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  state: z.enum(changeStates).nullable().describe('Null where the reader may not see it'),
  needBy: instant.nullable(),
  standing: z.enum(['delivered', 'waiting', 'late', 'lost']).describe('lost: rejected, withdrawn, failed or backed out'),
});
const applicationRef = z.object({ id: uuid, key: z.string(), name: z.string() });
export const changeInteraction = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  state: z.enum(changeStates).nullable().describe('Null where the reader may not see it'),
  planned: z.object({ start: instant, end: instant, zone: z.string() }),
  ways: z.array(
    z.object({
      how: z
        .enum(['same', 'needs', 'needed-by'])
        .describe('same: both touch it; needs: ours needs what it changes; needed-by: theirs needs what we change'),
      mine: applicationRef,
      theirs: applicationRef.nullable().describe('Null where the reader may not see the other change'),
    }),
  ),
});
const decision = z.object({
  kind: z.string().describe('The verb'),
  at: instant,
  by: person,
  state: z.enum(changeStates).describe('The state that it was taken in'),
  reason: z.string().nullable(),
  signature: signatureMark.nullable().describe('Null for a step that is not signed'),
  voided: z.object({ at: instant, why: z.string() }).nullable(),
});

export const change = z.object({
  ...lineFields,
  description: z.string(),
  applications: z.array(
    z.object({
      application: z.object({ id: uuid, key: z.string(), name: z.string() }),
      role: z.enum(applicationRoles),
      criticality: z.string(),
      gxp: relevance,
      sox: relevance,
    }),
  ),
  judgedBy: z
    .object({ id: uuid, key: z.string(), name: z.string(), instructions: z.string() })
    .describe('The version of its model by which it is judged: of a draft the one in force'),
  facets: z
    .object({ gxp: relevance, sox: relevance, criticality: z.string() })
    .describe('Derived: the gravest of its applications; unknown where it has none'),
  asks: z
    .object({ quality: z.boolean(), backOutPlan: z.boolean(), testPlan: z.boolean() })
    .describe('What the model and the criticality demand of it'),
  backOutPlan: z.string(),
  testPlan: z.string(),
  answers: z.object({
    complexity: z.enum(riskQuestions.complexity),
    reversal: z.enum(riskQuestions.reversal),
    testing: z.enum(riskQuestions.testing),
    outage: z.enum(riskQuestions.outage),
  }),
  risk: risk.nullable().describe('As things stand now; null with asOf'),
  assessed: risk.extend({ at: instant }).nullable().describe('As it was assessed: kept with the record and signed with it'),
  needs: z.array(neighbour).describe('Changes that must be implemented first'),
  neededBy: z.array(neighbour).describe('Changes that wait for this one, at most 100'),
  links: z.array(z.object({ kind: z.enum(linkKinds), label: z.string(), url: z.string() })),
  outcomeNote: z.string().nullable(),
  outcomeAt: instant.nullable(),
  decisions: z.array(decision).describe('Newest first'),
  createdAt: instant,
  can: can.describe('Empty with asOf'),
  asOf: instant.nullable(),
});
