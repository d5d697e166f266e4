import type { z } from 'zod';
import type { repeatsShape, spanShape } from './calendar-shape.ts';
import { distinctInOrder } from './canonical-order.ts';
import { canonicalDuration } from './duration.ts';
import type { Finding, PlanPath } from './plan-problem.ts';
import { canonicalRule } from './recurrence-rule.ts';
import { canonicalLocal, instantOf } from './time-text.ts';

/** Where the normal form is made: the nearest zone, and the list of what is wrong. */
export type Normalising = { readonly zone: string; readonly findings: Finding[] };

type SpanText = z.output<typeof spanShape>;
type Repeats = z.output<typeof repeatsShape>;

export function normalInstant(text: string, at: PlanPath, { zone, findings }: Normalising): string {
  const read = instantOf(text, zone);
  if ('instant' in read) return read.instant;
  findings.push({ at, ...read });
  return text;
}

export function normalSpan(span: SpanText, at: PlanPath, context: Normalising): SpanText {
  const before = context.findings.length;
  const start = normalInstant(span.start, [...at, 'start'], context);
  const end = normalInstant(span.end, [...at, 'end'], context);
  if (context.findings.length === before && end <= start) {
    context.findings.push({
      at: [...at, 'end'],
      code: 'plan.span-reversed',
      message: `The end (${span.end}) does not lie after the start (${span.start}).`,
      remedy: 'A day as an end means its midnight: to include 31 January, let the span end on 1 February.',
    });
  }
  return { start, end };
}

export const normalRepeats = (repeats: Repeats): Repeats => ({
  first: canonicalLocal(repeats.first),
  rule: canonicalRule(repeats.rule),
  lasts: canonicalDuration(repeats.lasts),
  measure: repeats.measure,
  except: distinctInOrder(repeats.except.map(canonicalLocal)),
  also: distinctInOrder(repeats.also.map(canonicalLocal)),
});
