import { z } from 'zod';
import type { Finding, PlanPath } from './plan-problem.ts';

/** Words by which a file might claim what only a person may decide (law 10). */
const decisionWords =
  /^(?:state|status|ready|result|outcome|verdict|passed|failed|green|decision|decided|decidedAt|approved|approval|approvals|approver|approvedBy|approvedAt|accepted|acceptedBy|signed|signedBy|signedAt|signature|signatures|evaluation|evaluations|waived|waiver|waivers|answer|answered|met|done|closed|released|deployed|validatedBy|validatedState)$/i;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap();
  return inner;
}

/** The keys that a record at this path may have. */
export function allowedKeys(schema: unknown, path: PlanPath): readonly string[] {
  let here = unwrapped(schema);
  for (const step of path) {
    if (here instanceof z.ZodArray) here = unwrapped(here.element);
    else if (here instanceof z.ZodObject && isRecord(here.shape)) here = unwrapped(here.shape[step]);
    else return [];
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

/** Edit distance, given up beyond three. */
function distance(one: string, two: string): number {
  if (Math.abs(one.length - two.length) > 3 || one.length > 64) return 4;
  let row = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...two].entries()) {
      const swap = (row[j] ?? 9) + (letter === other ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 9) + 1, (next[j] ?? 9) + 1));
    }
    row = next;
  }
  return row[two.length] ?? 4;
}

const plain = (word: string): string => word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The word that was probably meant. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({
      candidate,
      far: plain(word) === plain(candidate) ? 0 : distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.far - b.far);
  const [best] = ranked;
  return best && best.far <= Math.min(3, Math.ceil(word.length / 3)) ? best.candidate : undefined;
}

const shortened = (word: string): string => (word.length > 60 ? `${word.slice(0, 60)}…` : word);

export function unknownKey(at: PlanPath, key: string, known: readonly string[]): Finding {
  const place = { at: [...at, key], onKey: true };
  if (decisionWords.test(key)) {
    return {
      ...place,
      code: 'plan.decided-by-people',
      message: `"${key}" is decided by people in Interlock; a file cannot set it.`,
      remedy: 'Remove the line. After the plan is applied, the people with the right take the decision, each with a reason.',
    };
  }
  const meant = didYouMean(key, known);
  return {
    ...place,
    code: 'plan.unknown-key',
    message: `"${shortened(key)}" is not a word that is read here.${meant ? ` Did you mean "${meant}"?` : ''}`,
    remedy: known.length > 0 ? `Read here: ${known.join(', ')}.` : 'Remove the line.',
  };
}
