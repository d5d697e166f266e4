import type { Refusal } from '../../../../foundation/refusal.ts';
import type { KeptCollision } from '../collision.ts';
import { exceptionRefusals as no } from '../exception-refusals.ts';
import type { Hold } from '../hold.ts';

const whyBlocked = {
  'same-resource': 'both claims are firm.',
  freeze: 'the freeze is one that blocks.',
  'outside-window': 'a deployment lies in a window wherever there are windows.',
} as const;

/**
 * Excepted is what needs an exception and can be helped by one. What blocks is never excepted, what warns needs none, and two that want a resource each for
 * themselves stay apart: the database forbids them side by side.
 */
export function exceptionFits(collision: KeptCollision, claims: readonly Pick<Hold, 'exclusive'>[]): readonly Refusal[] {
  if (collision.state === 'cleared') return [no['collision-over']({})];
  if (collision.severity === 'warns') return [no['exception-not-needed']({})];
  if (collision.severity === 'blocks') return [no['exception-not-allowed']({ why: whyBlocked[collision.rule] })];
  const alone = collision.rule === 'same-resource' && claims.length > 1 && claims.every((claim) => claim.exclusive);
  return alone ? [no['exception-makes-no-room']({ resource: collision.resource.label })] : [];
}
