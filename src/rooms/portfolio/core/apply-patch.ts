import type { Application, ApplicationFields } from './application.ts';

/**
 * The application after a patch. Validation "does not apply" only where GxP is `no`: an application that becomes relevant, or whose relevance becomes unknown, has
 * its validated state unknown again (law 6).
 */
export function applyPatch(before: Application, patch: Partial<ApplicationFields>): Application {
  const after = { ...before, ...patch };
  const lapses = after.validatedState === 'not-applicable' && after.gxp !== 'no';
  return lapses ? { ...after, validatedState: 'unknown' } : after;
}
