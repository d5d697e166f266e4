import { z } from 'zod';
import { criterionTypes, decideVerbs, gateStates, operators } from '../contract.ts';
import type { Criterion, Result } from './criterion.ts';
import type { Gate } from './gate.ts';
import type { KeptHead } from './kept-evaluation.ts';
import { seconds } from './second-person.ts';
import { type DecisionInForce, isPassing, momentOf, whyLapsed } from './standing.ts';

const maybe = <T extends z.ZodType>(shape: T) => shape.nullish().transform((value) => value ?? null);
const text = maybe(z.string());
const number = maybe(z.number());
const time = z.string().transform((value) => new Date(value));
const maybeTime = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : new Date(value)));
const withdrawal = maybe(z.object({ by: z.string(), at: time, reason: z.string().nullish() })).transform((value) =>
  value === null ? null : { ...value, reason: value.reason ?? '' },
);
const result = z.object({
  id: z.string(),
  value: number,
  checked: maybe(z.boolean()),
  measuredAt: time,
  measuredBy: text,
  ofVersion: text,
  note: text,
  link: text,
  recordedBy: z.string(),
  recordedAt: time,
  second: maybe(z.object({ state: z.enum(seconds), by: text, at: maybeTime, value: number, checked: maybe(z.boolean()) })),
  withdrawn: withdrawal,
});
const found = z.object({
  value: maybe(z.union([z.number(), z.boolean(), z.string()])),
  until: maybeTime,
  says: z.string(),
  inputs: z.record(z.string(), z.json()).default({}),
  at: time,
});
const waiver = z.object({ reason: z.string().default(''), by: z.string(), at: time, expiresAt: time, withdrawn: withdrawal });
const criterion = z.object({
  id: z.string(),
  text: z.string(),
  type: z.enum(criterionTypes),
  operator: maybe(z.enum(operators)),
  threshold: number,
  unit: text,
  source: text,
  freshnessHours: number,
  responsible: text,
  evidence: text,
  fact: text,
  wants: text,
  expression: text,
  critical: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  order: z.number().default(0),
  result: maybe(result),
  found: maybe(found),
  checkDue: maybeTime,
  checker: text,
  answerHours: number,
  waivers: z.record(z.string(), waiver).default({}),
});

/** Reads the record of a gate of a past moment (`gate-record.ts` writes it); fields that were null then are missing in it. */
const pastRecord = z.object({
  subject: z.object({ kind: z.string(), id: z.string() }),
  key: z.string(),
  name: z.string(),
  guards: z.string(),
  dueAt: maybeTime,
  deciders: z.array(z.string()).default([]),
  state: z.enum(gateStates),
  conditionalUntil: maybeTime,
  reopenedWhy: text,
  restedAt: maybeTime,
  withdrawnAt: maybeTime,
  order: z.number().default(0),
  greenHours: number,
  from: maybe(z.object({ template: z.string(), edition: z.number() })),
  decision: maybe(z.object({ id: z.string(), outcome: z.enum(decideVerbs) })),
  criteria: z.record(z.string(), criterion).default({}),
});

type Past = {
  readonly id: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  readonly record: unknown;
  readonly version: number;
  readonly changedAt: Date;
  /** Decisions of the gate that were made by then, with what they tolerated. */
  readonly decisions: readonly DecisionInForce[];
  /** The evaluation that was kept last by then. */
  readonly kept: KeptHead | null;
};

const criteriaOf = (record: z.output<typeof pastRecord>): readonly Criterion[] =>
  Object.entries(record.criteria)
    .map(
      ([key, { order, waivers, ...rest }]): Criterion => ({
        ...rest,
        key,
        place: order,
        waivers: Object.entries(waivers).map(([id, one]) => ({ id, ...one })),
      }),
    )
    .toSorted((one, two) => one.place - two.place);

/** A gate as it stood at a moment, from its record of then; a pass that time had ended by then counts as re-opened, whether or not it was written down yet. */
export function pastGate(past: Past, at: Date): Gate {
  const record = pastRecord.parse(past.record);
  const criteria = criteriaOf(record);
  const decision = past.decisions.find((one) => one.id === record.decision?.id) ?? null;
  const lapsed =
    decision !== null && isPassing(record.state) ? whyLapsed(decision, criteria, momentOf(record, at)).join('; ') : '';
  return {
    id: past.id,
    subjectKind: record.subject.kind,
    subjectId: record.subject.id,
    subjectKey: past.subjectKey,
    unitIds: past.unitIds,
    key: record.key,
    name: record.name,
    guards: record.guards,
    dueAt: record.dueAt,
    deciders: record.deciders,
    state: lapsed === '' ? record.state : 'reopened',
    conditionalUntil: lapsed === '' ? record.conditionalUntil : null,
    reopenedWhy: lapsed === '' ? record.reopenedWhy : lapsed,
    decision,
    lapsesAt: null,
    restedAt: record.restedAt,
    place: record.order,
    withdrawnAt: record.withdrawnAt,
    version: past.version,
    changedAt: past.changedAt,
    criteria,
    greenHours: record.greenHours,
    from: record.from,
    kept: past.kept,
  };
}

/** A result as it was known at a moment: what was withdrawn or entered again later was not yet. */
export function resultAt(found: Result, at: Date): Result {
  const withdrawn = found.withdrawn !== null && found.withdrawn.at > at ? null : found.withdrawn;
  const later = found.second !== null && found.second.at !== null && found.second.at > at;
  const second = later ? { state: 'pending' as const, by: null, at: null, value: null, checked: null } : found.second;
  return { ...found, withdrawn, second };
}
