import { z } from 'zod';
import type { RecordFields } from '../../../foundation/record.ts';
import { changeModels, changeOutcomes, changeStates, changeVerbs, linkKinds, riskBands } from '../contract-words.ts';
import type { Change } from './change.ts';

const factors = [
  'criticality',
  'regulation',
  'history',
  'scope',
  'dependency',
  'complexity',
  'reversal',
  'testing',
  'outage',
] as const;

const assessedJson = (assessed: Change['assessed']) =>
  assessed === null
    ? null
    : {
        at: assessed.at.toISOString(),
        score: assessed.score,
        band: assessed.band,
        parts: assessed.parts.map(({ interval, ...part }) => ({ ...part, interval: interval === null ? null : { ...interval } })),
      };

/** The whole record as the ledger keeps it, its children keyed, so that any past moment can be rebuilt from its entries. */
export const toRecord = (change: Change): RecordFields => ({
  key: change.key,
  name: change.name,
  description: change.description,
  model: change.model,
  follows: change.follows,
  unitId: change.unitId,
  ownerId: change.ownerId,
  requestedBy: change.requestedBy,
  authors: [...change.authors],
  state: change.state,
  heldFrom: change.heldFrom,
  planned:
    change.planned === null
      ? null
      : { start: change.planned.start.toISOString(), end: change.planned.end.toISOString(), zone: change.planned.zone },
  backOutPlan: change.backOutPlan,
  testPlan: change.testPlan,
  answers: { ...change.answers },
  applications: Object.fromEntries(change.applications.map(({ applicationId, role }) => [applicationId, { role }])),
  links: change.links.map((link) => ({ ...link })),
  needs: Object.fromEntries(change.needs.map(({ changeId, needBy }) => [changeId, { needBy: needBy?.toISOString() ?? null }])),
  assessed: assessedJson(change.assessed),
  decisions: Object.fromEntries(
    change.decisions.map((decision, place) => [
      decision.id,
      {
        place,
        kind: decision.kind,
        state: decision.state,
        by: decision.by,
        at: decision.at.toISOString(),
        reason: decision.reason,
        voidedAt: decision.voidedAt?.toISOString() ?? null,
        voidWhy: decision.voidWhy,
      },
    ]),
  ),
  outcome:
    change.outcome === null
      ? null
      : { result: change.outcome.result, note: change.outcome.note, at: change.outcome.at.toISOString() },
  createdAt: change.createdAt.toISOString(),
});

/** Paths whose values are free text of people: they go to side records behind a salted commitment. */
export const erasablePaths = (change: Change): readonly string[] =>
  change.decisions.map((decision) => `/decisions/${decision.id}/reason`);

const text = z.string();
const maybe = text.nullish().transform((value) => value ?? null);
const time = text.transform((value) => new Date(value));
const maybeTime = text.nullish().transform((value) => (value === null || value === undefined ? null : new Date(value)));
const nullable = <T extends z.ZodType>(shape: T) => shape.nullish().transform((value) => value ?? null);

/** Reads the record of a past moment; fields that were null then are missing in it. */
export const pastRecord = z.object({
  key: text,
  name: text,
  description: text.default(''),
  model: z.enum(changeModels),
  follows: maybe,
  unitId: text,
  ownerId: maybe,
  requestedBy: text,
  authors: z.array(text).default([]),
  state: z.enum(changeStates),
  heldFrom: nullable(z.enum(changeStates)),
  planned: nullable(z.object({ start: time, end: time, zone: text })),
  backOutPlan: text.default(''),
  testPlan: text.default(''),
  answers: z.object({ complexity: text, reversal: text, testing: text, outage: text }),
  applications: z
    .record(text, z.object({ role: z.enum(['changed', 'regression']) }))
    .default({})
    .transform((all) => Object.entries(all).map(([applicationId, { role }]) => ({ applicationId, role }))),
  links: z.array(z.object({ kind: z.enum(linkKinds), label: text, url: text })).default([]),
  needs: z
    .record(text, z.object({ needBy: maybeTime }))
    .default({})
    .transform((all) => Object.entries(all).map(([changeId, { needBy }]) => ({ changeId, needBy }))),
  assessed: nullable(
    z.object({
      at: time,
      score: z.number(),
      band: z.enum(riskBands),
      parts: z.array(
        z.object({
          factor: z.enum(factors),
          about: maybe,
          says: text,
          chance: z.number(),
          known: z.boolean(),
          interval: nullable(z.object({ low: z.number(), high: z.number(), failed: z.number(), done: z.number() })),
        }),
      ),
    }),
  ),
  decisions: z
    .record(
      text,
      z.object({
        place: z.number(),
        kind: z.enum(changeVerbs),
        state: z.enum(changeStates),
        by: text,
        at: time,
        reason: maybe,
        voidedAt: maybeTime,
        voidWhy: maybe,
      }),
    )
    .default({})
    .transform((all) =>
      Object.entries(all)
        .toSorted(([, a], [, b]) => a.place - b.place)
        .map(([id, { place: _place, ...rest }]) => ({ id, ...rest })),
    ),
  outcome: nullable(z.object({ result: z.enum(changeOutcomes), note: text, at: time })),
  createdAt: time,
});
