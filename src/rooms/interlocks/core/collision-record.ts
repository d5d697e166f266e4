import type { RecordFields } from '../../../foundation/record.ts';
import type { KeptCollision } from './collision.ts';
import type { Side } from './hold.ts';

/** Ids and times only: the trail of a collision is read by either party, and a label would tell it the other's name. */
const sideRecord = (side: Side | null) =>
  side === null
    ? null
    : {
        kind: side.owner.kind,
        id: side.owner.id,
        slot: side.slot,
        start: side.span.start.toISOString(),
        end: side.span.end.toISOString(),
      };

/** What a collision is about, whether it is open or cleared: an exception holds for exactly this. */
export const matterOf = (kept: KeptCollision): RecordFields => ({
  rule: kept.rule,
  severity: kept.severity,
  resource: { kind: kept.resource.kind, id: kept.resource.id },
  one: sideRecord(kept.one),
  other: sideRecord(kept.other),
  overlap: { start: kept.overlap.start.toISOString(), end: kept.overlap.end.toISOString() },
});

/** The collision as the ledger keeps it. */
export const collisionRecord = (kept: KeptCollision): RecordFields => ({ ...matterOf(kept), state: kept.state });
