import type { Json } from '../../../foundation/canonical-json.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { SubjectKind } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as approvals from '../../approvals/door.ts';
import * as ledger from '../../ledger/door.ts';
import * as signatures from '../../signatures/door.ts';
import { mostRows } from '../contract.ts';
import { commentsIn, namedIn } from '../core/beside.ts';
import { recordsRefusals as no } from '../core/records-refusals.ts';
import { recordSectionsOf } from '../core/sections.ts';
import {
  beyondView,
  collectDossier,
  cuts,
  type Gathered,
  headOf,
  inSnapshot,
  keptUntil,
  noProofs,
  peopleIn,
  plain,
} from './collect-dossier.ts';
import { commentsBeside } from './records-beside.ts';
import { tellEntries } from './tell-entries.ts';

type Moments = { readonly asOf: Date | null; readonly now: Date; readonly at: Date };

/**
 * Gathers the record of any kind whose card says that it has a dossier, as it stood at a moment: what its entries lead to, its signatures, its trail and the proofs. A
 * release has more, and is gathered by `collectDossier`.
 */
export async function collectRecord(call: Call, kind: string, named: string, asOf: Date | null): Promise<Outcome<Gathered>> {
  if (kind === 'release') return collectDossier(call, named, asOf);
  const subject = call.app.subjects.get(kind);
  if (subject?.dossier === undefined) return refuse(no['no-dossier-of']({ kind, kinds: kindsWith(call) }));
  const now = call.app.clock.now();
  if (asOf !== null && asOf > now) return refuse(no['not-past']({ at: asOf.toISOString() }));
  return inSnapshot(call, (within) => gather(within, subject, named, { asOf, now, at: asOf ?? now }));
}

const kindsWith = ({ app }: Call): readonly string[] => [
  'release',
  ...[...app.subjects.values()].filter(({ dossier }) => dossier !== undefined).map(({ kind }) => kind),
];

/** Parts that are signed as records of their own. */
async function partsOf(
  db: Db,
  { dossier }: SubjectKind,
  id: string,
): Promise<readonly { readonly kind: string; readonly id: string }[]> {
  return dossier === true || dossier?.signedParts === undefined ? [] : dossier.signedParts(db, id);
}

async function gather(call: Call, kind: SubjectKind, named: string, moments: Moments): Promise<Outcome<Gathered>> {
  const { app, actor } = call;
  const { db } = app.database;
  const missing = refuse(no['no-record-to-print']({ kind: kind.kind }));
  const more = kind.dossier === true ? undefined : kind.dossier;
  const id = await (more?.find ?? kind.find)(db, named);
  const [label] = id === null ? [] : await kind.label(db, [id]);
  if (id === null || label === undefined) return missing;
  const told = (await kind.unitIds?.(db, id)) ?? (label.unitId === null ? [] : [label.unitId]);
  // A record without units is of the whole organisation: who holds the right somewhere may read it.
  const units: readonly (string | null)[] = told.length === 0 ? [null] : told;
  const may = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit).length === 0;
  const readable = units.filter((unit) => may(kind.readRight, unit));
  const [nearest] = readable;
  if (nearest === undefined) return missing;
  const unitId = readable.find((unit) => may('records.dossier', unit));
  if (unitId === undefined) return refused(app.ports.authority.may(actor, 'records.dossier', nearest));
  const subject = { kind: kind.kind, id };
  const then = await ledger.recordAsOf(db, subject, moments.at);
  if (then === null) return refuse(no['not-there-yet']({ at: moments.at.toISOString() }));
  const said = kind.approvable === undefined ? null : await approvals.approvalsForRecord(app, [subject], moments.at);
  const decided = [
    subject,
    ...(await partsOf(db, kind, id)),
    ...(said ?? []).map((approval) => ({ kind: 'approval', id: approval.id })),
    ...(await commentsBeside(db, subject)),
  ];
  const signed = await signatures.signaturesForRecord(app, decided, moments.at, mostRows.signatures);
  const records = { records: [...decided, ...signed.ids.map((one) => ({ kind: 'signature', id: one }))], until: moments.at };
  const trail = await ledger.trailOf(db, records, mostRows.entries + 1);
  const key = label.key ?? id;
  const own = await more?.parts(app, { id, at: moments.at, most: mostRows.evaluations, mayRead: may });
  const refusals = cuts(key, { entries: trail.length, evaluations: own?.evaluations ?? 0, signatures: signed.signatures.length });
  const entries = await tellEntries(app, db, trail);
  const beyond = beyondView(call, entries);
  if (beyond.length > 0) return refused(beyond);
  const content: { readonly [field: string]: Json } = { id, ...then.record };
  const collected = {
    signatures: signed.signatures.map(plain),
    attempts: signed.attempts.map(plain),
    retention: await keptUntil(app, db, subject, moments.at),
    entries,
    people: await peopleIn(call, [
      ...entries.map(({ actor: by }) => by.id),
      ...signed.signatures.map((one) => one.signer.id),
      ...namedIn({ emergencies: [], discussion: commentsIn(entries) }),
    ]),
    proofs: refusals.length > 0 ? noProofs : await ledger.provenCopy(app, records, moments.now),
  };
  return done({
    unitId: unitId ?? label.unitId,
    refusals,
    dossier: {
      head: headOf(call, { kind: kind.kind, id, key, name: label.label, version: then.version }, moments),
      sections: recordSectionsOf(content, own?.parts ?? [], said?.map(plain) ?? null, collected),
      ledger: collected.proofs.lines,
    },
  });
}
