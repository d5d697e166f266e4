import { alike } from '../../../../foundation/alike.ts';
import type { Refusal } from '../../../../foundation/refusal.ts';
import type { KeptCollision } from '../collision.ts';
import { matterOf } from '../collision-record.ts';
import type { CollisionException } from '../exception.ts';
import { exceptionRefusals as no } from '../exception-refusals.ts';

/** Granted is what was asked for: the same collision, with the same claims at the same times. */
export const exceptionOfThis = (one: Pick<CollisionException, 'key' | 'matter'>, collision: KeptCollision): readonly Refusal[] =>
  alike(one.matter, matterOf(collision)) ? [] : [no['exception-of-another']({ key: one.key })];
