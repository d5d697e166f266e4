import type { z } from 'zod';
import type { goLiveInput, milestoneInput, phaseInput } from '../contract.ts';
import type { GoLive, Milestone, Phase } from '../core/release.ts';

/** Texts of a request as the values that the core knows. */
export function goLiveOf(input: z.output<typeof goLiveInput> | null): GoLive | null;
export function goLiveOf(input: z.output<typeof goLiveInput> | null | undefined): GoLive | null | undefined;
export function goLiveOf(input: z.output<typeof goLiveInput> | null | undefined): GoLive | null | undefined {
  return input === null || input === undefined
    ? input
    : { start: new Date(input.start), end: new Date(input.end), zone: input.zone };
}

export const phasesOf = (inputs: readonly z.output<typeof phaseInput>[]): readonly Phase[] =>
  inputs.map(({ key, name, kind, start, end }) => ({ key, name, kind, start: new Date(start), end: new Date(end) }));

export const milestonesOf = (inputs: readonly z.output<typeof milestoneInput>[]): readonly Milestone[] =>
  inputs.map(({ key, name, at, doneAt }) => ({ key, name, at: new Date(at), doneAt: doneAt === null ? null : new Date(doneAt) }));
