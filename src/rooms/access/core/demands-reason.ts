import type { Refusal } from '../../../foundation/refusal.ts';
import { matrixMachine } from './matrix-machine.ts';
import { separationRefusals as no } from './separation-refusals.ts';
import { waiverMachine } from './waiver-machine.ts';

const demanding: ReadonlySet<string> = new Set(
  [...matrixMachine.rows, ...waiverMachine.rows]
    .filter((row) => row.demands.some((one) => one === 'reason'))
    .map((row) => row.verb),
);

/** Verbs whose row demands a reason get one. */
export const reasonMissing = (verb: string, reason: string | undefined): readonly Refusal[] =>
  reason === undefined && demanding.has(verb) ? [no['reason-missing']({ verb }, { field: '/reason' })] : [];
