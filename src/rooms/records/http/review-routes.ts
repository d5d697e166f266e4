import type { QueryOf } from '../../../foundation/contract.ts';
import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { readProfile } from '../../../foundation/profile.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as acts from '../acts/act-on-review.ts';
import { type Ended, openReview } from '../acts/open-review.ts';
import { type CoveredEntry, tellCovered } from '../acts/tell-covered.ts';
import { type SeenReview, viewReview } from '../acts/view-review.ts';
import * as contract from '../contract-review.ts';
import { reviewRulesOf } from '../core/profile.ts';
import { focusRules } from '../core/review/focus.ts';
import { ruleOf } from '../core/review/sample.ts';
import { type ReviewLine, reviewsPage } from '../store/reviews.ts';

const nameIn = (seen: SeenReview, id: string) => ({ id, name: seen.names.get(id) ?? 'Unknown' });

function presentFinding(seen: SeenReview, one: SeenReview['review']['findings'][number]): contract.Finding[] {
  const entry = seen.entries.get(one.entryId);
  if (entry === undefined) return [];
  return [
    {
      entry: one.entryId,
      number: one.number,
      at: entry.at,
      by: entry.actor.name,
      roles: [...entry.actor.roles],
      act: entry.act,
      says: entry.says,
      record: { kind: entry.subject.kind, key: entry.subject.key },
      reason: entry.reason,
      changes: entry.changes.map(({ field, old, new: now }) => ({ field, old, new: now })),
      why: one.why.map(({ rule, says }) => ({ rule, says })),
      sampled: one.sampled,
      disposition: one.decided?.disposition ?? null,
      text: one.decided?.text ?? null,
      decided: one.decided === null ? null : { by: nameIn(seen, one.decided.by), at: one.decided.at.toISOString() },
      deviation: one.deviation === null ? null : { ...one.deviation },
    },
  ];
}

/** What a rule points at is looked at first. */
const focusFirst = (findings: SeenReview['review']['findings']) =>
  findings.toSorted((a, b) => Number(b.why.length > 0) - Number(a.why.length > 0) || a.number - b.number);

function presentReview(seen: SeenReview): contract.Review {
  const { review, later } = seen;
  return {
    id: review.id,
    key: review.key,
    subject: { ...review.subject },
    unit: seen.unit,
    state: review.state,
    openedBy: nameIn(seen, review.openedBy),
    openedAt: review.openedAt.toISOString(),
    endedBy: review.endedBy === null ? null : nameIn(seen, review.endedBy),
    endedAt: review.endedAt?.toISOString() ?? null,
    ledgerSize: review.covers.ledgerSize,
    entries: review.covers.entries,
    findings: review.findings.length,
    undecided: review.findings.filter(({ decided }) => decided === null).length,
    deviations: review.findings.filter(({ decided }) => decided?.disposition === 'deviation').length,
    version: review.version,
    trailSha256: review.covers.sha256,
    sample: { ...review.sample },
    items: focusFirst(review.findings).flatMap((one) => presentFinding(seen, one)),
    conclusion: review.conclusion,
    withdrawnWhy: review.withdrawnWhy,
    standing: {
      void: later.length > 0,
      intact: seen.intact,
      later: later.slice(0, 20).map(({ id, number, at, actor, says }) => ({ entry: id, number, at, by: actor.name, says })),
    },
    signature: seen.signature,
    can: presentCan(seen.can),
  };
}

const presentLine = (row: ReviewLine): contract.ReviewLine => ({
  id: row.id,
  key: row.key,
  subject: { kind: row.subject_kind, id: row.subject_id, key: row.subject_key },
  unit: row.unit_name,
  state: row.state,
  openedBy: { id: row.opened_by, name: row.opened_name },
  openedAt: row.opened_at.toISOString(),
  endedBy: row.ended_by === null || row.ended_name === null ? null : { id: row.ended_by, name: row.ended_name },
  endedAt: row.ended_at?.toISOString() ?? null,
  ledgerSize: Number(row.ledger_size),
  entries: row.entries,
  findings: row.findings,
  undecided: row.undecided,
  deviations: row.deviations,
  version: row.version,
});

export async function shownReview(call: Call, outcome: Outcome<Ended>) {
  if (!outcome.ok) return outcome;
  const seen = await viewReview(call, outcome.value.id);
  return seen.ok ? done({ body: presentReview(seen.value), etag: seen.value.review.version }) : seen;
}

const presentCovered = (one: CoveredEntry): contract.CoveredEntry => ({
  entry: one.entry.id,
  number: one.entry.number ?? 0,
  at: one.entry.at,
  sentence: one.sentence,
  by: { id: one.entry.actor.id, name: one.entry.actor.name },
  roles: [...one.roles],
  act: one.entry.act,
  says: one.entry.says,
  record: { kind: one.entry.subject.kind, id: one.entry.subject.id, key: one.entry.subject.key, label: one.record },
  reason: one.entry.reason,
  critical: one.critical,
  changes: one.changes.map(({ field, says, old, oldSays, new: now, newSays, critical }) => ({
    field,
    says,
    old,
    oldSays,
    new: now,
    newSays,
    critical,
  })),
});

const holds = (text: string | null, q: string): boolean => text?.toLowerCase().includes(q.toLowerCase()) === true;

function entriesFound(all: readonly CoveredEntry[], query: QueryOf<typeof contract.reviewEntries>): readonly CoveredEntry[] {
  return all.filter(
    ({ entry, critical, sentence }) =>
      (query.critical === undefined || critical) &&
      (query.act === undefined || query.act.includes(entry.act)) &&
      (query.by === undefined || entry.actor.id === query.by) &&
      (query.q === undefined || holds(sentence, query.q) || holds(entry.reason, query.q)),
  );
}

export const reviewRoutes: readonly Route[] = [
  route(contract.reviewEntries, async ({ call, params, query }) => {
    const told = await tellCovered(call, params.id);
    if (!told.ok) return told;
    const found = entriesFound(told.value, query);
    const after = query.cursor !== undefined && /^\d{1,12}$/.test(query.cursor) ? Number(query.cursor) : 0;
    const left = found.filter(({ entry }) => (entry.number ?? 0) > after);
    const items = left.slice(0, query.limit).map(presentCovered);
    const byAct = Map.groupBy(told.value, ({ entry }) => entry.act);
    return done({
      body: {
        entries: told.value.length,
        criticalEntries: told.value.filter(({ critical }) => critical).length,
        found: found.length,
        acts: [...byAct].map(([act, some]) => ({ act, says: some[0]?.entry.says ?? act, entries: some.length })),
        items,
        nextCursor: left.length > items.length ? String(items.at(-1)?.number ?? '') : null,
      },
    });
  }),
  route(contract.listReviews, async ({ call, query }) => {
    const { db } = call.app.database;
    const wanted = query.release ?? null;
    const subjectId = wanted === null ? null : await call.app.subjects.get('release')?.find(db, wanted);
    if (wanted !== null && (subjectId === null || subjectId === undefined))
      return done({ body: { items: [], nextCursor: null } });
    const filter = {
      reach: call.app.ports.authority.reach(call.actor, 'records.read-reviews'),
      subjectId: subjectId ?? null,
      states: query.state ?? [],
    };
    const after = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const rows = await reviewsPage(db, filter, { limit: query.limit, after });
    const nextCursor = rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null;
    return done({ body: { items: rows.map(presentLine), nextCursor } });
  }),
  route(contract.focusRules, async ({ call }) => {
    const { sample } = reviewRulesOf(await readProfile(call.app.database.db));
    return done({ body: { rules: focusRules.map(({ rule, says }) => ({ rule, says })), sample: ruleOf(sample) } });
  }),
  route(contract.showReview, async ({ call, params }) => {
    const seen = await viewReview(call, params.id);
    return seen.ok ? done({ body: presentReview(seen.value), etag: seen.value.review.version }) : seen;
  }),
  route(contract.openReview, async ({ call, body }) => shownReview(call, await openReview(call, body.release))),
  route(contract.disposeFindings, async ({ call, params, body }) => {
    const wanted = body.findings.map(({ entry, disposition, text }) => ({ entry, disposition, text: text ?? null }));
    return shownReview(call, await acts.disposeFindings(call, params.id, wanted));
  }),
  route(contract.extendReview, async ({ call, params }) => shownReview(call, await acts.extendReview(call, params.id))),
  route(contract.finishReview, async ({ call, params, body }) =>
    shownReview(call, await acts.finishReview(call, params.id, body.conclusion, body.signature)),
  ),
  route(contract.withdrawReview, async ({ call, params, body }) =>
    shownReview(call, await acts.withdrawReview(call, params.id, body.reason)),
  ),
];
