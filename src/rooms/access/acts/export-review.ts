import { canonicalJson } from '../../../foundation/canonical-json.ts';
import type { Outcome } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { recordCopy } from '../../ledger/door.ts';
import type { AccessReview } from '../contract.ts';
import { lineFields, type Review, snapshotOf } from '../core/review.ts';

/** Format of the file; a reader that does not know it refuses it. */
const format = 'interlock-access-review/1';

/**
 * A review as a file: what it says of itself, the items as they were answered, and the lines of the snapshot whose digest anybody can compute again. The copy
 * leaves two entries in the ledger, with the SHA-256 of the file.
 */
export const exportReview = (call: Call, review: Review, shown: AccessReview): Promise<Outcome<AsyncIterable<string>>> =>
  recordCopy(
    call,
    {
      of: 'access-review',
      key: review.key,
      unitIds: [review.unitId],
      filter: { review: review.id, version: review.version, snapshotSha256: review.snapshot.sha256 },
      rows: shown.list.length,
    },
    parts(review, shown),
  );

async function* parts(review: Review, shown: AccessReview): AsyncGenerator<string> {
  const { can: _can, list, ...head } = shown;
  const lines = snapshotOf(review).map((line) => canonicalJson(lineFields(line)));
  const items = list.map(({ can: _own, ...item }) => item);
  yield `${JSON.stringify({ format, ...head, list: items, snapshotLines: list.length === review.items.length ? lines : [] }, null, 1)}\n`;
}
