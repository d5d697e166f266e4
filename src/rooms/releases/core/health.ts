import type { ReleaseState } from '../contract.ts';
import { lateBy } from './late.ts';
import { isFinal } from './lifecycle.ts';
import type { Release } from './release.ts';

export type Light = 'green' | 'amber' | 'red' | 'unknown';
export type HealthPart = {
  readonly part: 'schedule' | 'gates' | 'collisions' | 'scope' | 'outcome';
  readonly light: Light;
  readonly reason: string;
};
export type Health = { readonly light: Light; readonly parts: readonly HealthPart[] };

export type HealthFacts = {
  readonly now: Date;
  readonly gates: { readonly light: Light; readonly reason: string } | null;
  readonly collisions: { readonly blocking: number; readonly warning: number };
};

/** Gravest first. Unknown is graver than amber: what nobody knows may be red, and never helps (law 6). */
const gravest: readonly Light[] = ['red', 'unknown', 'amber', 'green'];
export const worstOf = (lights: readonly Light[]): Light => gravest.find((light) => lights.includes(light)) ?? 'unknown';

type Judged = { readonly light: Light; readonly reason: string };

const unjudged: readonly HealthPart[] = [{ part: 'outcome', light: 'unknown', reason: 'Imported history is not judged here' }];

/** Health is the worst of its parts, each shown with its reason. A part that has nothing to say yet says so. */
export function healthOf(release: Release, facts: HealthFacts): Health {
  if (release.origin === 'imported') return { light: 'unknown', parts: unjudged };
  const parts: readonly HealthPart[] = [
    { part: 'schedule', ...schedule(release, facts.now) },
    { part: 'gates', ...(facts.gates ?? { light: 'unknown', reason: 'No gate stands before any step of this release' }) },
    { part: 'collisions', ...collisions(release, facts.collisions) },
    { part: 'scope', ...scope(release) },
    { part: 'outcome', ...outcome(release) },
  ];
  return { light: worstOf(parts.map((part) => part.light)), parts };
}

function schedule(release: Release, now: Date): Judged {
  const late = lateBy(release, now);
  const first = late[0];
  if (first !== undefined)
    return { light: 'red', reason: late.length === 1 ? first.what : `${first.what} (and ${late.length - 1} more)` };
  if (isFinal(release.state)) return { light: 'green', reason: 'The release is over' };
  if (release.goLive === null) return { light: 'unknown', reason: 'The release has no go-live' };
  if (release.state === 'on-hold') return { light: 'amber', reason: 'The release is on hold' };
  if (slipped(release)) return { light: 'amber', reason: 'The go-live is later than approved first' };
  return { light: 'green', reason: 'Nothing is overdue' };
}

const slipped = (release: Release): boolean => {
  const approved = release.baseline?.goLive ?? null;
  return approved !== null && release.goLive !== null && release.goLive.start > approved.start;
};

function collisions(release: Release, count: HealthFacts['collisions']): Judged {
  if (count.blocking > 0)
    return { light: 'red', reason: count.blocking === 1 ? '1 collision that blocks' : `${count.blocking} collisions that block` };
  if (count.warning > 0)
    return { light: 'amber', reason: count.warning === 1 ? '1 collision that warns' : `${count.warning} collisions that warn` };
  if (release.goLive === null && !isFinal(release.state))
    return { light: 'unknown', reason: 'Without a go-live nothing can be checked' };
  return { light: 'green', reason: 'No open collision' };
}

function scope(release: Release): Judged {
  if (release.applications.length === 0) return { light: 'unknown', reason: 'No application is named' };
  const unversioned = release.applications.filter(
    (application) => application.role === 'changed' && application.version === null,
  ).length;
  if (unversioned > 0)
    return { light: 'unknown', reason: `${unversioned} changed application${unversioned === 1 ? '' : 's'} without a version` };
  return { light: 'green', reason: 'Every changed application has its version' };
}

const afterDeployment: readonly ReleaseState[] = ['deployed', 'released-for-use', 'warranty', 'closed'];

function outcome(release: Release): Judged {
  if (release.outcome === 'failed' || release.state === 'closed-failed') return { light: 'red', reason: 'The release failed' };
  if (release.state === 'backed-out') return { light: 'red', reason: 'The release was backed out' };
  if (release.outcome === 'partially-completed') return { light: 'red', reason: 'Partially completed, which is no success' };
  const rejected = release.applications.filter(
    (application) => application.result === 'rejected' || application.result === 'rolled-back',
  ).length;
  if (rejected > 0)
    return { light: 'red', reason: `${rejected} application${rejected === 1 ? '' : 's'} rejected or rolled back` };
  if (release.outcome === 'completed') return { light: 'green', reason: 'Every application was completed' };
  if (afterDeployment.includes(release.state)) return { light: 'unknown', reason: 'No outcome is known' };
  return { light: 'green', reason: 'Not deployed yet, nothing has failed' };
}
