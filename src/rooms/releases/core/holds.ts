import type { ReleaseState } from '../contract.ts';
import { deploymentSpan, type Release } from './release.ts';

/** What a release claims of an application, in this room's words; facets and labels come from the portfolio. */
export type Claim = {
  readonly applicationId: string;
  readonly start: Date;
  readonly end: Date;
  readonly strength: 'hard' | 'soft';
  readonly exclusive: boolean;
  readonly deployment: boolean;
  readonly needsWindow: boolean;
};

const soft: readonly ReleaseState[] = ['proposed', 'accepted'];
const none: readonly ReleaseState[] = ['closed', 'closed-failed', 'rejected', 'cancelled', 'backed-out'];

/** True while the release only intends: its dates are not approved. */
export const holdsSoftly = (release: Pick<Release, 'state' | 'heldFrom'>): boolean =>
  soft.includes(release.state === 'on-hold' ? (release.heldFrom ?? 'proposed') : release.state);

/**
 * True where a collision stops the release. What needs an exception stops it until it has one; but a firm claim is not stopped by somebody else's mere
 * intention on the same application: that one must give way.
 */
export const collisionStops = (
  release: Pick<Release, 'state' | 'heldFrom'>,
  collision: { readonly rule: string; readonly severity: string; readonly excepted: boolean },
): boolean =>
  collision.severity === 'blocks' ||
  (collision.severity === 'needs-exception' &&
    !collision.excepted &&
    (collision.rule !== 'same-resource' || holdsSoftly(release)));

/**
 * Soft until the dates are approved, hard from then on, nothing once the release is over or backed out. On hold it keeps what it had. An application
 * that is only tested for regression is held softly and shared. An emergency needs no window. What a part of the train holds, the train does not.
 */
export function claimsOf(release: Release, heldByParts: ReadonlySet<string>): readonly Claim[] {
  const state = release.state === 'on-hold' ? (release.heldFrom ?? 'proposed') : release.state;
  const span = deploymentSpan(release);
  if (release.origin === 'imported' || span === null || none.includes(state)) return [];
  return release.applications
    .filter(({ applicationId }) => !heldByParts.has(applicationId))
    .map(({ applicationId, role }) => {
      const changed = role === 'changed';
      return {
        applicationId,
        ...span,
        strength: changed && !soft.includes(state) ? 'hard' : 'soft',
        exclusive: changed,
        deployment: changed,
        needsWindow: changed && release.kind !== 'emergency',
      };
    });
}
