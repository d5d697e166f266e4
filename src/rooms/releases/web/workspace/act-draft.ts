import type { BodySentOf } from '../../../../foundation/contract.ts';
import type { actOnRelease, applicationResults, ReleaseVerb } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { verbWords } from '../words.ts';

type Result = (typeof applicationResults)[number];
export type ActDraft = {
  readonly results: Readonly<Record<string, { readonly result: Result; readonly note: string }>>;
  readonly deviation: { readonly text: string; readonly disposition: string };
  readonly validation: 'positive' | 'negative' | null;
};

export const emptyAct = (release: Release): ActDraft => ({
  results: Object.fromEntries(
    release.applications.map((row) => [row.application.id, { result: row.result, note: row.resultNote ?? '' }] as const),
  ),
  deviation: release.deviation ?? { text: '', disposition: '' },
  validation: null,
});

export const asksResults = (verb: ReleaseVerb): boolean => verb === 'record-results' || verb === 'complete';

const resultsOf = (release: Release, draft: ActDraft): readonly Result[] =>
  release.applications.map((row) => draft.results[row.application.id]?.result ?? 'pending');

/** A deployment is reported once every application has its result. */
export const lacksResults = (verb: ReleaseVerb, release: Release, draft: ActDraft): boolean =>
  verb === 'complete' && resultsOf(release, draft).includes('pending');

/** Something was not completed: the deployment is reported with a deviation. */
export const asksDeviation = (verb: ReleaseVerb, release: Release, draft: ActDraft): boolean =>
  verb === 'complete' &&
  !lacksResults(verb, release, draft) &&
  resultsOf(release, draft).some((result) => result !== 'completed');

export const needsReason = (verb: ReleaseVerb, draft: ActDraft): boolean =>
  verbWords[verb].demands.includes('reason') || (verb === 'validate' && draft.validation === 'negative');

/** What the form itself can see is missing; the rules are the server's. */
export function isFilled(verb: ReleaseVerb, release: Release, draft: ActDraft): boolean {
  if (verb === 'validate') return draft.validation !== null;
  if (lacksResults(verb, release, draft)) return false;
  if (!asksDeviation(verb, release, draft)) return true;
  return draft.deviation.text.trim() !== '' && draft.deviation.disposition.trim() !== '';
}

export function bodyOfAct(verb: ReleaseVerb, release: Release, draft: ActDraft): BodySentOf<typeof actOnRelease> {
  return {
    ...(asksResults(verb)
      ? {
          results: release.applications.map(({ application, result }) => {
            const row = draft.results[application.id];
            const note = row?.note.trim() ?? '';
            return { application: application.id, result: row?.result ?? result, note: note === '' ? null : note };
          }),
        }
      : {}),
    ...(asksDeviation(verb, release, draft)
      ? { deviation: { text: draft.deviation.text.trim(), disposition: draft.deviation.disposition.trim() } }
      : {}),
    ...(verb === 'validate' && draft.validation !== null ? { validation: draft.validation } : {}),
  };
}
