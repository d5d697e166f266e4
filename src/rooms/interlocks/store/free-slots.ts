import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Span } from '../../../foundation/span.ts';
import type { OwnerRef } from '../core/hold.ts';

export type SlotQuestion = {
  readonly resources: readonly { readonly kind: string; readonly id: string }[];
  readonly facets: readonly string[];
  readonly durationMs: number;
  readonly from: Date;
  readonly needsWindow: boolean;
  readonly ignoreOwner: OwnerRef | null;
  readonly count: number;
};

export async function findFreeSlots(_db: Db | Tx, _question: SlotQuestion): Promise<readonly Span[]> {
  throw new Error('being written');
}
