import type { ReplyOf } from '../../../foundation/contract.ts';
import { criticalFields } from '../../../foundation/covers-field.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { sayReasonCode } from '../../../foundation/reason-codes.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { inSnapshot } from '../../../foundation/snapshot.ts';
import type { TrailEntry } from '../../ledger/door.ts';
import { trailToSee } from '../acts/trail-to-see.ts';
import { readableGate } from '../acts/view-gate.ts';
import * as contract from '../contract.ts';
import { trailBeforeDecision } from '../core/profile.ts';
import { trailSeenOf } from '../core/trail-seen.ts';
import { namesOf } from '../store/read-facts.ts';
import { readPlace } from './cursor.ts';

type Reply = ReplyOf<typeof contract.gateTrail>;

function presentEntry(app: Services, entry: TrailEntry): Reply['items'][number] {
  const critical = new Set(criticalFields(entry, app.signables.get(entry.subject.kind)?.coverage));
  const { id, seq, at, actor, act, subject, reason, reasonCode, changes } = entry;
  return {
    id,
    number: seq,
    at: at.toISOString(),
    by: actor.name ?? (actor.kind === 'person' ? 'Erased person' : actor.kind),
    roles: [...actor.roles],
    act,
    says: app.acts.get(act) ?? act,
    record: { kind: subject.kind, id: subject.id, key: subject.key },
    reason,
    reasonCode: sayReasonCode(reasonCode),
    critical: critical.size > 0,
    changes: changes.map(({ field, old, new: now }) => ({ field, old, new: now, critical: critical.has(field) })),
  };
}

export const trailRoutes: readonly Route[] = [
  route(contract.gateTrail, async ({ call, params, query }) => {
    const after = readPlace(query.cursor);
    if (!after.ok) return after;
    const found = await readableGate(call, params.id);
    if (!found.ok) return found;
    const { app } = call;
    const { since, entries, demanded, names } = await inSnapshot(app, async (_, db) => {
      const seen = await trailToSee(db, found.value.gate);
      return {
        ...seen,
        demanded: (await valueIn(db, trailBeforeDecision)) === 'criteria-and-trail',
        names: await namesOf(db, seen.since === null ? [] : [seen.since.byId]),
      };
    });
    const { unsealed, sha256, ...seen } = trailSeenOf(entries);
    // Entries without a place stand behind all others, so that a page may begin among them only with the rest.
    const left = entries.filter(({ seq }) => seq === null || seq > (after.value ?? 0));
    const shown = left.slice(0, query.limit);
    const isLast = left.length === shown.length || shown.at(-1)?.seq == null;
    const critical = ({ subject, changes }: TrailEntry) =>
      criticalFields({ subject, changes }, app.signables.get(subject.kind)?.coverage).length > 0;
    return done({
      body: {
        since:
          since === null
            ? null
            : { number: since.last, at: since.at.toISOString(), by: names.get(since.byId) ?? 'Unknown', gate: since.gate },
        ...seen,
        entries: entries.length,
        criticalEntries: entries.filter(critical).length,
        unsealed,
        demanded,
        sha256: isLast && unsealed === 0 ? sha256 : null,
        items: (isLast ? left : shown).map((entry) => presentEntry(app, entry)),
        nextCursor: isLast ? null : String(shown.at(-1)?.seq),
      },
    });
  }),
];
