import type { ChangeVerb } from '../contract-words.ts';

/** The parts that people can have in a change, each with the steps by which somebody comes to have it. */
export const parts = [
  { part: 'requested', says: 'requested it or wrote in it', steps: [] },
  { part: 'owns', says: 'owns or owned it', steps: [] },
  { part: 'built', says: 'built it', steps: ['build'] },
  { part: 'tested', says: 'tested it', steps: ['test'] },
  { part: 'agreed', says: 'agreed for quality', steps: ['agree'] },
  { part: 'authorised', says: 'authorised or permitted it', steps: ['authorise', 'permit'] },
  { part: 'approved-for-production', says: 'approved it for production', steps: ['approve'] },
  { part: 'implemented', says: 'implemented it or reported its outcome', steps: ['implement', 'complete', 'fail', 'back-out'] },
  { part: 'verified', says: 'verified what came of it', steps: ['verify'] },
] as const satisfies readonly { readonly part: string; readonly says: string; readonly steps: readonly ChangeVerb[] }[];

/** The part that somebody comes to have by a step; null where it gives none. */
export const partBy = (verb: ChangeVerb): string | null =>
  parts.find(({ steps }) => steps.some((step) => step === verb))?.part ?? null;
