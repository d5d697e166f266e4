import { presentCan } from '../../../foundation/http/problem.ts';
import { roleInWords } from '../../identity/door.ts';
import type { SeenReview } from '../acts/view-review.ts';
import type * as contract from '../contract.ts';
import { digestOf, type Item, isDone, isOpen, snapshotOf } from '../core/review.ts';
import type { ReviewLine } from '../store/reviews.ts';

type Named = { readonly id: string; readonly name: string };
const nameIn = (seen: SeenReview, id: string): Named => ({ id, name: seen.names.get(id) ?? 'Unknown' });
const maybe = (seen: SeenReview, id: string | null): Named | null => (id === null ? null : nameIn(seen, id));
const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What an access is, in words. */
function saysOf(seen: SeenReview, { line }: Item): string {
  if (line.kind === 'role') return roleInWords(line.role ?? '');
  if (line.kind === 'member') return `Member of the group ${seen.names.get(line.groupId ?? '') ?? 'Unknown'}`;
  if (line.kind === 'deputy') return `Represented by ${seen.names.get(line.deputyId ?? '') ?? 'Unknown'}`;
  return `API token for ${(line.scopes ?? []).join(', ')}`;
}

const standing = (seen: SeenReview, item: Item) => seen.standings.get(item.id) ?? 'gone';

export function presentItem(seen: SeenReview, item: Item): contract.AccessItem {
  const { line, decided } = item;
  const now = standing(seen, item);
  return {
    id: item.id,
    kind: line.kind,
    person: maybe(seen, line.personId),
    group: maybe(seen, line.groupId),
    role: line.role,
    says: saysOf(seen, item),
    unit: maybe(seen, line.unitId),
    deputy: maybe(seen, line.deputyId),
    scopes: line.scopes === null ? null : [...line.scopes],
    since: timeOf(line.since),
    until: timeOf(line.until),
    grantedBy: maybe(seen, line.grantedBy),
    addendum: item.addendum,
    takenInAt: item.takenInAt.toISOString(),
    decision:
      decided === null
        ? null
        : {
            decision: decided.decision,
            reason: decided.reason,
            by: nameIn(seen, decided.by),
            at: decided.at.toISOString(),
          },
    suspendedAt: timeOf(item.suspendedAt),
    standing: now,
    verified: isDone(item, now),
    can: presentCan({ decide: seen.kept.get(item.id) ?? [] }),
  };
}

export function presentReview(seen: SeenReview): contract.AccessReview {
  const { review } = seen;
  const open = (item: Item): boolean => isOpen(item, standing(seen, item));
  // What the reader can answer for stands first, then what others have to.
  const rank = (item: Item): number => (open(item) ? Number((seen.kept.get(item.id) ?? []).length > 0) : 2);
  const lines = snapshotOf(review);
  return {
    id: review.id,
    key: review.key,
    unit: nameIn(seen, review.unitId),
    state: review.state,
    openedBy: maybe(seen, review.openedBy),
    openedAt: review.openedAt.toISOString(),
    dueAt: review.dueAt.toISOString(),
    endedBy: maybe(seen, review.endedBy),
    endedAt: timeOf(review.endedAt),
    items: review.items.length,
    undecided: review.items.filter(open).length,
    suspended: review.items.filter((item) => item.suspendedAt !== null && standing(seen, item) === 'suspended').length,
    version: review.version,
    snapshot: { ...review.snapshot, intact: digestOf(lines) === review.snapshot.sha256 },
    late: seen.late,
    list: seen.shown.toSorted((a, b) => rank(a) - rank(b)).map((item) => presentItem(seen, item)),
    conclusion: review.conclusion,
    withdrawnWhy: review.withdrawnWhy,
    signature: seen.signature,
    can: presentCan(seen.can),
  };
}

export const presentLine = (row: ReviewLine): contract.AccessReviewLine => ({
  id: row.id,
  key: row.key,
  unit: { id: row.unit_id, name: row.unit_name },
  state: row.state,
  openedBy: row.opened_by === null || row.opened_name === null ? null : { id: row.opened_by, name: row.opened_name },
  openedAt: row.opened_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  endedBy: row.ended_by === null || row.ended_name === null ? null : { id: row.ended_by, name: row.ended_name },
  endedAt: timeOf(row.ended_at),
  items: row.items,
  undecided: row.undecided,
  suspended: row.suspended,
  version: row.version,
});
