import { canonicalJson, type Json, sha256 } from '../../../foundation/canonical-json.ts';
import type { CriterionStatus } from '../contract.ts';
import { actualOf, type Criterion, expectedOf, isGreen, statusOf, waiverInForce } from './criterion.ts';
import { type FoundJson, foundJson } from './found.ts';
import { questionVersion } from './question.ts';

export type Occasion =
  | 'placed'
  | 'result'
  | 'result-withdrawn'
  | 'waiver'
  | 'waiver-withdrawn'
  | 'decision'
  | 'lapse'
  | 'measured';

/** One criterion as an evaluation saw it. */
export type Input = {
  readonly criterionId: string;
  readonly key: string;
  readonly text: string;
  readonly expected: string;
  readonly actual: string | null;
  readonly status: CriterionStatus;
  readonly resultId: string | null;
  readonly waiverId: string | null;
  /** What the house found, with what it was computed from, where the house measures. */
  readonly found?: FoundJson;
  /** Which question it was (`questionVersion`); missing in evaluations of before. */
  readonly question?: string;
  /** The version of the thing that the result measured. */
  readonly ofVersion?: string | null;
};

export type Evaluation = {
  /** Hex SHA-256 over the canonical JSON of the gate's id and the inputs; the same facts give the same hash at any moment. */
  readonly hash: string;
  readonly green: boolean;
  readonly met: number;
  readonly total: number;
  readonly inputs: readonly Input[];
};

const byPlace = (a: Criterion, b: Criterion): number => a.place - b.place || (a.key < b.key ? -1 : 1);

/** What an evaluation of before did not know is not part of it. */
export const inputJson = (input: Input): Json =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

/** RFC 8785 text, so that anybody can compute the hash again from the inputs of a kept evaluation. */
export const hashOfInputs = (gateId: string, inputs: readonly Input[]): string =>
  sha256(canonicalJson({ gate: gateId, inputs: inputs.map(inputJson) })).toString('hex');

/** Judges all criteria of a gate at one moment. Green only when every single one is met or validly waived at that moment. */
export function evaluate(gateId: string, criteria: readonly Criterion[], now: Date): Evaluation {
  const inputs = criteria.toSorted(byPlace).map((criterion): Input => {
    const status = statusOf(criterion, now);
    return {
      criterionId: criterion.id,
      key: criterion.key,
      text: criterion.text,
      expected: expectedOf(criterion),
      actual: actualOf(criterion),
      status,
      resultId: criterion.result === null || criterion.result.withdrawn !== null ? null : criterion.result.id,
      waiverId: status === 'waived' ? (waiverInForce(criterion, now)?.id ?? null) : null,
      ...(criterion.found === null ? {} : { found: foundJson(criterion.found) }),
      question: questionVersion(criterion),
      ofVersion: criterion.result === null || criterion.result.withdrawn !== null ? null : criterion.result.ofVersion,
    };
  });
  const met = inputs.filter((input) => isGreen(input.status)).length;
  return { hash: hashOfInputs(gateId, inputs), green: met === inputs.length, met, total: inputs.length, inputs };
}
