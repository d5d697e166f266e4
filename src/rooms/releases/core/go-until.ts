import { type Release, standingDecision } from './release.ts';

const day = 86_400_000;

/** Until when the go of a release counts: the end of its go-live, or so many days after it was decided, whichever is first; null where no go stands. */
export function goUntil(release: Pick<Release, 'decisions' | 'goLive'>, days: number): Date | null {
  const go = standingDecision(release, 'declare-ready');
  if (go === undefined) return null;
  const byDays = new Date(go.at.getTime() + days * day);
  const end = release.goLive?.end ?? null;
  return end !== null && end < byDays ? end : byDays;
}
