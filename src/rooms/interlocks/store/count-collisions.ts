import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { OwnerRef, Severity } from '../core/hold.ts';

/** Open collisions of one record: how many, how many of each severity, and the gravest. */
export type OwnerCollisions = OwnerRef & {
  readonly open: number;
  readonly blocks: number;
  readonly needsException: number;
  readonly warns: number;
  readonly gravest: Severity | null;
};

export async function countOpen(_db: Db | Tx, _owners: readonly OwnerRef[]): Promise<readonly OwnerCollisions[]> {
  throw new Error('being written');
}
