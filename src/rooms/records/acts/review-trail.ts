import { sha256 } from '../../../foundation/canonical-json.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Involvement, Services } from '../../../foundation/services.ts';
import * as gates from '../../gates/door.ts';
import * as ledger from '../../ledger/door.ts';
import * as signatures from '../../signatures/door.ts';
import { periodKind } from '../core/programme/period.ts';
import { isRelevant } from '../core/review/relevant.ts';
import { accessActs } from '../core/review/role-changed.ts';
import type { Trail } from '../core/review/trail.ts';
import type { ToldEntry } from '../core/told-entry.ts';
import { findPeriod } from '../store/periods.ts';
import { tellEntries } from './tell-entries.ts';

type Ref = { readonly kind: string; readonly id: string };

/** Entries of a record that one review holds at most, and entries about access that it looks through. */
export const mostEntries = 2_000;
const mostAccess = 5_000;
/** How many later entries are looked at: more than one that matters makes no review more void. */
const mostLater = 500;
/** Entries are found by their places, whatever the clock said. */
const ever = new Date('9999-12-31T00:00:00.000Z');

/** The record, the gates that it has or had, and the ceremonies of signatures on them. */
export async function recordsOf(db: Db | Tx, subject: Ref): Promise<readonly Ref[]> {
  const decided = [subject, ...(await gates.gateIdsOf(db, subject)).map((id) => ({ kind: 'gate', id }))];
  const signed = await signatures.ceremonyIdsOn(db, decided, ever);
  return [...decided, ...signed.map((id) => ({ kind: 'signature', id }))];
}

/** What a review of a record covers: which records, and within which span. A period covers what was drawn, for as long as it lasted. */
export type Scope = { readonly records: readonly Ref[]; readonly from?: Date; readonly until: Date };

export async function scopeOf(db: Db | Tx, subject: Ref): Promise<Scope> {
  if (subject.kind !== periodKind) return { records: await recordsOf(db, subject), until: ever };
  const period = await findPeriod(db, subject.id);
  if (period === null) throw new Error(`there is no period ${subject.id}`);
  const records: Ref[] = [];
  for (const id of [...period.targeted, ...period.drawn]) records.push(...(await recordsOf(db, { kind: 'release', id })));
  for (const { kind, id } of period.systems) records.push({ kind, id });
  return { records, from: period.startsAt, until: new Date(period.endsAt.getTime() - 1) };
}

export type CoveredTrail = {
  readonly ledgerSize: number;
  /** Covered entries, in the order of the ledger; one more than `mostEntries` tells that there are more. */
  readonly entries: readonly ToldEntry[];
  /** Entries that matter and have no place yet. */
  readonly unsealed: number;
  readonly sha256: string;
};

/** SHA-256 over the hashes of entries, one a line. */
const digestOf = (entries: readonly ToldEntry[]): string =>
  sha256(entries.map(({ hash }) => `${hash}\n`).join('')).toString('hex');

/** The trail of a record up to a size of the ledger; its present size where none is named. */
export async function coveredTrail(app: Services, db: Db | Tx, subject: Ref, size?: number): Promise<CoveredTrail> {
  const ledgerSize = size ?? (await ledger.ledgerSize(db));
  const found = await ledger.trailOf(db, await scopeOf(db, subject), mostEntries + 1);
  const told = await tellEntries(app, db, found);
  const entries = told.filter(({ number }) => number !== null && number <= ledgerSize);
  const unsealed = told.filter((entry) => entry.number === null && isRelevant(entry)).length;
  return { ledgerSize, entries, unsealed, sha256: digestOf(entries) };
}

/** Entries of the record and its gates that came after a size of the ledger. */
export async function laterEntries(db: Db | Tx, subject: Ref, size: number): Promise<readonly ledger.TrailEntry[]> {
  const { records, from, until } = await scopeOf(db, subject);
  const changeable = records.filter(({ kind }) => kind !== 'signature');
  const later = await ledger.entriesAfter(db, changeable, size, mostLater);
  return later.filter(({ at }) => at <= until && (from === undefined || at >= from));
}

/** What the rules of the focus list are shown. */
export async function trailToReview(
  app: Services,
  db: Db | Tx,
  subject: Ref,
  entries: readonly ToldEntry[],
  { now, lateHours }: { readonly now: Date; readonly lateHours: number },
): Promise<Trail> {
  const [first] = entries;
  const { until } = await scopeOf(db, subject);
  const from = first === undefined ? now : new Date(first.at);
  const access = await ledger.entriesOfActs(db, { acts: accessActs, from, until }, mostAccess);
  const sealed = access.filter(({ seq }) => seq !== null);
  const coverage = new Map([...app.signables.values()].map((one) => [one.kind, one.coverage] as const));
  return { entries, access: await tellEntries(app, db, sealed), coverage, lateHours };
}

/** Everybody who acted on the record, each by the first entry that shows it, and whoever its own room knows to have had a hand in it. */
export async function handsIn(
  app: Services,
  db: Db | Tx,
  subject: Ref,
  entries: readonly ToldEntry[],
): Promise<readonly Involvement[]> {
  const seen = new Map<string, Involvement>();
  for (const { actor, says, number } of entries) {
    if (actor.kind !== 'person' && actor.kind !== 'machine') continue;
    if (!seen.has(actor.id)) seen.set(actor.id, { personId: actor.id, as: `${says}, No. ${number ?? 'not sealed yet'}` });
  }
  const known = (await app.subjects.get(subject.kind)?.involved?.(db, subject.id)) ?? [];
  return [...seen.values(), ...known.filter(({ personId }) => !seen.has(personId))];
}
