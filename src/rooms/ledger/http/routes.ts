import { canonicalJson } from '../../../foundation/canonical-json.ts';
import type { QueryOf } from '../../../foundation/contract.ts';
import { type CsvCell, csvLines, csvStream } from '../../../foundation/csv.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { sayReasonCode } from '../../../foundation/reason-codes.ts';
import { applyChanges, type RecordFields } from '../../../foundation/record.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services, SubjectKind } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { cutOffOf } from '../acts/make-report.ts';
import { type Counted, recordExport } from '../acts/record-export.ts';
import { startVerification } from '../acts/start-verification.ts';
import * as contract from '../contract.ts';
import type { Counted as Totalled } from '../core/report-totals.ts';
import { searchTooWide } from '../core/search-bounded.ts';
import { actsInWords, kindsInWords } from '../core/trail-words.ts';
import { wholeTrailRefusals } from '../core/whole-trail.ts';
import { changesUntil, historyOf, type ReadEntry, trail } from '../store/read-entries.ts';
import { kindsHeld, type TrailFilter, type TrailOrder, type TrailSubject, trailOrders } from '../store/trail-filter.ts';
import { type VerificationRow, verificationBy } from '../store/verifications.ts';
import { bundleFor, bundleLines } from './export-ledger.ts';
import { ledgerState } from './ledger-state.ts';
import { trailColumns, trailRows } from './trail-rows.ts';

const no = defineRefusals('ledger', {
  'no-such-record': {
    kind: 'notFound',
    says: (f: { kind: string; id: string }) => `There is no ${f.kind} “${f.id}”, or you may not see it.`,
    remedy: 'Check kind and key; ask for the right if you need it.',
  },
  'not-there-yet': {
    kind: 'notFound',
    says: (f: { at: string }) => `The record did not exist at ${f.at}.`,
    remedy: 'Choose a later moment; the history shows the first.',
  },
  'no-such-verification': { kind: 'notFound', says: () => 'There is no such verification.', remedy: 'Start one.' },
});

/** Names of the records in a page of entries, asked once for each kind, and only of kinds that the reader may read. */
async function labelsOf(
  call: Call,
  entries: readonly ReadEntry[],
): Promise<ReadonlyMap<string, { readonly label: string; readonly link: string }>> {
  const labels = new Map<string, { label: string; link: string }>();
  const byKind = Map.groupBy(entries, (entry) => entry.subject.kind);
  for (const [kind, some] of byKind) {
    const known = call.app.subjects.get(kind);
    if (known === undefined || call.app.ports.authority.may(call.actor, known.readRight, null).length > 0) continue;
    for (const one of await known.label(call.app.database.db, [...new Set(some.map((entry) => entry.subject.id))])) {
      labels.set(one.id, { label: one.label, link: one.link });
    }
  }
  return labels;
}

export async function presentEntries(call: Call, entries: readonly ReadEntry[]): Promise<contract.Entry[]> {
  const labels = await labelsOf(call, entries);
  return entries.map((entry) => ({
    id: entry.id,
    seq: entry.seq,
    at: entry.at.toISOString(),
    zone: 'UTC',
    actor: {
      id: entry.actor.id,
      name: entry.actor.name,
      kind: entry.actor.kind,
      roles: [...entry.actor.roles],
      via: entry.actor.via,
      onBehalfOf: null,
    },
    act: entry.act,
    says: call.app.acts.get(entry.act) ?? entry.act,
    subject: {
      ...entry.subject,
      label: labels.get(entry.subject.id)?.label ?? null,
      link: labels.get(entry.subject.id)?.link ?? null,
    },
    changes: entry.changes.map((change) => ({ field: change.field, old: change.old, new: change.new })),
    erased: [...entry.erased],
    reason: entry.reason,
    reasonCode: entry.reasonCode,
    reasonCodeSays: sayReasonCode(entry.reasonCode),
    requestId: entry.requestId,
    build: entry.build,
    configuration: entry.configuration,
    hash: entry.hash,
    previousHash: entry.previousHash,
  }));
}

/** The record behind kind and id or key, where the reader may read that kind in one of its units. */
async function readable(
  call: Call,
  kind: string,
  idOrKey: string,
): Promise<Outcome<{ readonly kind: string; readonly id: string }>> {
  const known: SubjectKind | undefined = call.app.subjects.get(kind);
  const hidden = refuse(no['no-such-record']({ kind, id: idOrKey }));
  if (known === undefined || call.app.ports.authority.may(call.actor, known.readRight, null).length > 0) return hidden;
  const id = isUuid(idOrKey) ? idOrKey : await known.find(call.app.database.db, idOrKey);
  if (id === null) return hidden;
  const units = (await known.unitIds?.(call.app.database.db, id)) ?? [];
  const maySee =
    units.length === 0 || units.some((unit) => call.app.ports.authority.may(call.actor, known.readRight, unit).length === 0);
  return maySee ? done({ kind, id }) : hidden;
}

/** Where the room of the record shows it as it was. */
async function pastLink(
  call: Call,
  { kind, id }: { readonly kind: string; readonly id: string },
  at: string,
): Promise<string | null> {
  const known = call.app.subjects.get(kind);
  if (known?.showsPast !== true) return null;
  const [named] = await known.label(call.app.database.db, [id]);
  return named === undefined ? null : `${named.link}?asOf=${encodeURIComponent(at)}`;
}

const presentVerification = (row: VerificationRow) => ({
  id: row.id,
  state: row.state,
  askedAt: row.asked_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  checked: row.checked,
  report: row.report,
});

async function shown(call: Call, id: string): Promise<Outcome<{ readonly body: ReturnType<typeof presentVerification> }>> {
  const row = await verificationBy(call.app.database.db, id);
  return row === null ? refuse(no['no-such-verification']({})) : done({ body: presentVerification(row) });
}

/** What a query asked for, in the words of the caller. */
export const askedFor = (query: Readonly<Record<string, unknown>>): RecordFields =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'number' ? value : String(value)]],
    ),
  );

const orderNamed = (sort: string): TrailOrder => trailOrders.find((one) => sort.endsWith(one)) ?? 'at';

/** What is compared entry by entry. */
const unindexed = ['field', 'value', 'reason', 'version', 'role', 'via', 'request', 'build', 'configuration'] as const;

/** The filter, where what it asks is bounded. */
export async function boundedFilter(call: Call, query: QueryOf<typeof contract.exportTrail>): Promise<Outcome<TrailFilter>> {
  const filter = await trailFilter(call, query);
  const searched = unindexed.filter((name) => query[name] !== undefined);
  const broken = searchTooWide({ ...filter, searched }, call.app.clock.now());
  return broken.length > 0 ? refused(broken) : done(filter);
}

const trailFilter = async (call: Call, query: QueryOf<typeof contract.exportTrail>): Promise<TrailFilter> => ({
  reach: call.app.ports.authority.reach(call.actor, 'ledger.read'),
  actorId: query.actor ?? null,
  acts: query.act ?? [],
  subjectKinds: query.kind ?? [],
  subject: query.key === undefined ? null : await subjectNamed(call.app, query.key, query.kind ?? []),
  field: query.field ?? null,
  reason: query.reason ?? null,
  reasonCodes: query.reasonCode ?? [],
  value: query.value ?? null,
  version: query.version ?? null,
  role: query.role ?? null,
  via: query.via ?? null,
  requestId: query.request ?? null,
  build: query.build ?? null,
  configuration: query.configuration ?? null,
  by: orderNamed(query.sort),
  oldestFirst: !query.sort.startsWith('-'),
  from: query.from === undefined ? null : new Date(query.from),
  until: query.until === undefined ? null : new Date(query.until),
  upTo: query.ledgerSize ?? null,
});

/** The records that rooms know by this key or id, as it is written or in capitals. Which entries of them are shown the reach of the reader decides. */
async function subjectNamed(app: Services, key: string, kinds: readonly string[]): Promise<TrailSubject> {
  if (isUuid(key)) return { key, ids: [key] };
  const asked = [...app.subjects.values()].filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const found: string[] = [];
  for (const { find } of asked) {
    const id = (await find(app.database.db, key)) ?? (await find(app.database.db, key.toUpperCase()));
    if (id !== null) found.push(id);
  }
  return { key, ids: found };
}

/** A file with a cut-off comes out the same whenever it is asked: what records are called today stays out of it. */
const withoutLabel = (entry: contract.Entry): contract.Entry => ({ ...entry, subject: { ...entry.subject, label: null } });

/** The trail page by page, until nothing is left; `each` is told every entry. */
export async function* trailPages(
  call: Call,
  filter: TrailFilter,
  counted: Counted,
  each?: (entry: Totalled) => void,
): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  let after: string | null = null;
  for (;;) {
    const entries: readonly ReadEntry[] = await trail(call.app.database.db, filter, { limit: 500, after });
    const shown = await presentEntries(call, entries);
    const rows = (filter.upTo ? shown.map(withoutLabel) : shown).flatMap(trailRows);
    for (const entry of each === undefined ? [] : entries) each?.({ ...entry, actorId: entry.actor.id });
    counted.rows += rows.length;
    yield rows;
    after = entries.at(-1)?.id ?? null;
    if (entries.length < 500) return;
  }
}

const placeIn = (cursor: string | undefined): number | null =>
  cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : null;

export const routes: readonly Route[] = [
  route(contract.readTrail, async ({ call, query }) => {
    const bounded = await boundedFilter(call, query);
    if (!bounded.ok) return bounded;
    const filter = bounded.value;
    const after = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const entries = await trail(call.app.database.db, filter, { limit: query.limit, after });
    const nextCursor = entries.length === query.limit ? (entries.at(-1)?.id ?? null) : null;
    return done({ body: { items: await presentEntries(call, entries), nextCursor } });
  }),
  route(contract.exportTrail, async ({ call, query }) => {
    const bounded = await boundedFilter(call, query);
    if (!bounded.ok) return bounded;
    const cut = await cutOffOf(call, query.ledgerSize);
    if (!cut.ok) return cut;
    const filter = bounded.value;
    const lines = await recordExport(call, 'trail', askedFor(query), (counted) =>
      csvLines(trailColumns, trailPages(call, filter, counted)),
    );
    return lines.ok ? done(csvStream('interlock-audit-trail.csv', lines.value)) : lines;
  }),
  route(contract.listActs, async ({ call }) => {
    const kinds = new Set([...call.app.subjects.keys(), ...(await kindsHeld(call.app.database.db))]);
    return done({ body: { acts: actsInWords(call.app.acts), kinds: kindsInWords(kinds) } });
  }),
  route(contract.recordHistory, async ({ call, params, query }) => {
    const found = await readable(call, params.kind, params.id);
    if (!found.ok) return found;
    const entries = await historyOf(call.app.database.db, found.value, {
      limit: query.limit,
      before: placeIn(query.cursor),
      from: call.actor.within?.from ?? null,
      until: call.actor.within?.until ?? null,
    });
    const nextCursor = entries.length === query.limit ? String(entries.at(-1)?.subject.place ?? '') : null;
    return done({ body: { items: await presentEntries(call, entries), nextCursor } });
  }),
  route(contract.recordAsOf, async ({ call, params, query }) => {
    const found = await readable(call, params.kind, params.id);
    if (!found.ok) return found;
    const past = await changesUntil(call.app.database.db, found.value, new Date(query.asOf));
    if (past === null) return refuse(no['not-there-yet']({ at: query.asOf }));
    const record: Record<string, unknown> = JSON.parse(canonicalJson(applyChanges(past.changes)));
    return done({
      body: {
        kind: params.kind,
        id: found.value.id,
        asOf: query.asOf,
        version: past.version,
        changedAt: past.at.toISOString(),
        link: await pastLink(call, found.value, query.asOf),
        record,
      },
    });
  }),
  route(contract.startVerification, async ({ call }) => {
    const outcome = await startVerification(call);
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
  route(contract.showVerification, async ({ call, params }) => shown(call, params.id)),
  route(contract.exportLedger, async ({ call, query }) => {
    if (call.app.ports.authority.reach(call.actor, 'ledger.verify') !== 'all')
      return refuse(wholeTrailRefusals['whole-trail-only']({}));
    const { actor, act, kind, key } = query;
    const bundle = await bundleFor(call, query, await trailFilter(call, { actor, act, kind, key, sort: 'at' }));
    if (!bundle.ok) return bundle;
    const lines = await recordExport(call, 'ledger', askedFor(query), (counted) => bundleLines(call.app, bundle.value, counted));
    if (!lines.ok) return lines;
    const stream = {
      contentType: 'application/x-ndjson; charset=utf-8',
      fileName: 'interlock-ledger.ndjson',
      lines: lines.value,
    };
    return done({ body: null, stream });
  }),
  route(contract.ledgerState, async ({ call }) => done({ body: await ledgerState(call) })),
];
