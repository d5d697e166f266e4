import type { Json } from '../../../foundation/canonical-json.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { inSnapshot as inSnapshotOf } from '../../../foundation/snapshot.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as approvals from '../../approvals/door.ts';
import * as gates from '../../gates/door.ts';
import * as identity from '../../identity/door.ts';
import * as interlocks from '../../interlocks/door.ts';
import * as ledger from '../../ledger/door.ts';
import * as policies from '../../policies/door.ts';
import * as releases from '../../releases/door.ts';
import * as retention from '../../retention/door.ts';
import * as signatures from '../../signatures/door.ts';
import { mostRows } from '../contract.ts';
import { namedIn, policiesIn, toldBeside } from '../core/beside.ts';
import type { Dossier, Head } from '../core/dossier.ts';
import { recordsRefusals as no } from '../core/records-refusals.ts';
import { type Collected, sectionsOf } from '../core/sections.ts';
import type { ToldEntry } from '../core/told-entry.ts';
import { recordsBeside } from './records-beside.ts';
import { tellEntries } from './tell-entries.ts';

/** The record of a release as the rooms tell it. */
export type ReleaseRecord = {
  readonly found: releases.ReleaseForRecord;
  readonly gates: readonly gates.GateForRecord[];
  readonly approvals: readonly approvals.ApprovalForRecord[];
  readonly signed: signatures.SignaturesForRecord;
  readonly entries: readonly ToldEntry[];
  /** All records whose entries these are. */
  readonly records: ledger.RecordsUntil;
  readonly refusals: readonly Refusal[];
};

export type Gathered = {
  readonly dossier: Dossier;
  /** Null: of the whole organisation. */
  readonly unitId: string | null;
  /** Why it cannot be printed: it would be cut. */
  readonly refusals: readonly Refusal[];
};

/** Collisions of one release are few; those beyond this many are told by their entries in the trail alone. */
const mostCollisions = 1_000;

/** Everything below reads one and the same state of the database, whatever is written meanwhile. */
export const inSnapshot = <T>(call: Call, run: (call: Call) => Promise<T>): Promise<T> =>
  inSnapshotOf(call.app, (app) => run({ ...call, app }));

/**
 * Gathers the record of a release as it stood at a moment, for whoever may read the release and print records in its unit. Bounded: where a part holds more rows than
 * `mostRows` it stops there and says so in `refusals`.
 */
export async function collectDossier(call: Call, idOrKey: string, asOf: Date | null): Promise<Outcome<Gathered>> {
  const now = call.app.clock.now();
  if (asOf !== null && asOf > now) return refuse(no['not-past']({ at: asOf.toISOString() }));
  return inSnapshot(call, (within) => gather(within, idOrKey, { asOf, now, at: asOf ?? now }));
}

type Moments = { readonly asOf: Date | null; readonly now: Date; readonly at: Date };

type Ref = { readonly kind: string; readonly id: string };

/**
 * Release, gates, signatures and their trail as they stood at a moment. Within a snapshot.
 * @param more further records whose entries and signatures belong to it.
 */
export async function releaseRecord(
  call: Call,
  idOrKey: string,
  at: Date,
  more: (db: Db, release: Ref) => Promise<readonly Ref[]> = async () => [],
): Promise<Outcome<ReleaseRecord>> {
  const { app, actor } = call;
  const { db } = app.database;
  const found = await releases.releaseForRecord(call, idOrKey, at);
  if (!found.ok) return found;
  const { id, key, unitId } = found.value;
  const barred = app.ports.authority.may(actor, 'records.dossier', unitId);
  if (barred.length > 0) return refused(barred);
  const subject = { kind: 'release', id };
  const ofGates = await gates.gatesForRecord(app, subject, at, mostRows.evaluations);
  const said = await approvals.approvalsForRecord(app, [subject, ...ofGates.map((gate) => ({ kind: 'gate', id: gate.id }))], at);
  const decided = [
    subject,
    ...ofGates.map((gate) => ({ kind: 'gate', id: gate.id })),
    ...said.map((approval) => ({ kind: 'approval', id: approval.id })),
    ...(await more(db, subject)),
  ];
  const signed = await signatures.signaturesForRecord(app, decided, at, mostRows.signatures);
  const records = { records: [...decided, ...signed.ids.map((one) => ({ kind: 'signature', id: one }))], until: at };
  const trail = await ledger.trailOf(db, records, mostRows.entries + 1);
  const refusals = cuts(key, {
    entries: trail.length,
    evaluations: ofGates.reduce((sum, gate) => sum + gate.evaluations.length, 0),
    signatures: signed.signatures.length,
  });
  const entries = await tellEntries(app, db, trail);
  return done({ found: found.value, gates: ofGates, approvals: said, signed, entries, records, refusals });
}

async function gather(call: Call, idOrKey: string, { asOf, now, at }: Moments): Promise<Outcome<Gathered>> {
  const told = await releaseRecord(call, idOrKey, at, recordsBeside);
  if (!told.ok) return told;
  const { found, gates: ofGates, approvals: said, signed, entries, records, refusals } = told.value;
  const beyond = beyondView(call, entries);
  if (beyond.length > 0) return refused(beyond);
  const { app, actor } = call;
  const { db } = app.database;
  const subject = { kind: 'release', id: found.id };
  const collisions = await interlocks.collisionsForRecord(db, subject, at, mostCollisions);
  const beside = toldBeside(entries, found.id);
  const collected: Collected = {
    release: plain(found.release),
    gates: ofGates.map(plain),
    approvals: said.map(plain),
    signatures: signed.signatures.map(plain),
    attempts: signed.attempts.map(plain),
    collisions: (await interlocks.showCollisions(app, app.database.db, actor, collisions)).map(plain),
    beside,
    retention: await keptUntil(app, db, subject, at),
    policyTexts: (await policies.policyTexts(db, policiesIn(beside))).map(plain),
    entries,
    people: await peopleIn(call, [
      ...collectedIds(entries),
      ...signed.signatures.map((one) => one.signer.id),
      ...namedIn(beside),
    ]),
    proofs: refusals.length > 0 ? noProofs : await ledger.provenCopy(app, records, now),
  };
  return done({
    unitId: found.unitId,
    refusals,
    dossier: {
      head: headOf(
        call,
        { kind: 'release', id: found.id, key: found.key, name: found.release.name, version: found.release.version },
        { asOf, now, at },
      ),
      sections: sectionsOf(collected),
      ledger: collected.proofs.lines,
    },
  });
}

/** Of what is not printed nothing is proven. */
export const noProofs: Collected['proofs'] = { origin: null, keys: [], checkpoint: null, entries: [], lines: [] };

const collectedIds = (entries: Collected['entries']): readonly string[] => entries.map((entry) => entry.actor.id);

/** Who acted or signed, by the names of today; the names of then stand beside each act and signature. */
export async function peopleIn(call: Call, ids: readonly string[]): Promise<Collected['people']> {
  const people = await identity.peopleBy(call.app.database.db, { ids: [...new Set(ids)] });
  return people.map(({ id, name, email }) => ({ id, name, userName: email })).toSorted((a, b) => a.id.localeCompare(b.id));
}

export const plain = (value: unknown): { readonly [key: string]: Json } => JSON.parse(JSON.stringify(value));

/** Until when a record is kept, as of a moment, as both writers print it. */
export async function keptUntil(app: Call['app'], db: Db, of: Ref, at: Date): Promise<{ readonly [key: string]: Json } | null> {
  const kept = await retention.retentionOf(app, db, of, at);
  if (kept === null) return null;
  const { row, years, closedAt, until, trailUntil, grounds } = kept;
  return plain({ class: row.retention, years, closedAt, until, trailUntil, grounds });
}

const words = { entries: 'entries of the audit trail', evaluations: 'evaluations of gates', signatures: 'signatures' } as const;

export const cuts = (key: string, rows: Readonly<Record<keyof typeof mostRows, number>>): readonly Refusal[] =>
  (['entries', 'evaluations', 'signatures'] as const)
    .filter((part) => rows[part] > mostRows[part])
    .map((part) => no['too-large']({ key, what: words[part], most: mostRows[part] }));

/** A view that begins later than the trail does gets no dossier: it would hold more than the view, or be cut. */
export function beyondView({ actor }: Call, entries: readonly ToldEntry[]): readonly Refusal[] {
  const from = actor.within?.from ?? null;
  const first = entries[0];
  return from !== null && first !== undefined && new Date(first.at) < from
    ? [no['trail-begins-earlier']({ from: from.toISOString() })]
    : [];
}

export function headOf({ app, actor }: Call, record: Head['record'], { asOf, now, at }: Moments): Head {
  return {
    record,
    at: at.toISOString(),
    asOf: asOf?.toISOString() ?? null,
    printed: {
      id: uuidv7(now.getTime()),
      at: now.toISOString(),
      by: {
        id: actor.id,
        name: actor.name,
        userName: actor.email,
        roles: [...new Set(actor.holdings.map((holding) => holding.role))].toSorted(),
      },
      build: app.settings.build,
    },
  };
}
